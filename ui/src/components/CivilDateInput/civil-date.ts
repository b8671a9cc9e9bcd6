const WRITTEN = /^\s*(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?\s*$/;

/** A whole date with the year first, in any of its usual forms; null while it is half typed or not a day. */
export function civilDateOf(text: string): string | null {
  const match = WRITTEN.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

const CLOCK = /\s(\d{1,2})[:：](\d{2})\s*$/;
/** When a day is given without a time: the start of most working days. */
const MORNING = '09:00:00';

/** A whole date, with or without a time, as `YYYY-MM-DD HH:mm:ss`; null while it is half typed. */
export function momentOf(text: string): string | null {
  const clock = CLOCK.exec(text);
  const day = civilDateOf(clock === null ? text : text.slice(0, clock.index));
  if (day === null) return null;
  if (clock === null) return `${day} ${MORNING}`;
  const [hours, minutes] = [Number(clock[1]), Number(clock[2])];
  if (hours > 23 || minutes > 59) return null;
  return `${day} ${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}:00`;
}
