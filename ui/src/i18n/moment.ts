import type { Instant } from '@/bindings';

/** A day on the calendar, `YYYY-MM-DD`, never a moment. */
export type CivilDate = string;

/** `YYYY-MM-DD HH:mm:ss` on the clocks of a zone: what date-and-time inputs hold. */
export function localText(at: Instant, zone: string | null): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone ?? undefined,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
    .format(at)
    .replace(/^\d+/, (year) => year.padStart(4, '0'));
}

/** The instant at which the clocks of a zone show this text; in a skipped hour, the hour after. */
export function instantOf(text: string, zone: string | null): Instant {
  const wanted = Date.parse(`${text.replace(' ', 'T')}Z`);
  const shownAt = (at: number) => Date.parse(`${localText(at, zone).replace(' ', 'T')}Z`);
  // Twice, because the first guess can fall on the other side of a change of clocks.
  const guess = wanted - (shownAt(wanted) - wanted);
  return guess - (shownAt(guess) - wanted);
}
