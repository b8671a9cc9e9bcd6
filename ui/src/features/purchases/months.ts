import type { MonthPoint } from '@/bindings';

/** Every month from the first with a purchase to the last, those without one as zero. */
export function everyMonth(points: readonly MonthPoint[], currency: string): MonthPoint[] {
  const own = points.filter((point) => point.currency === currency);
  const months = own.map(({ month }) => month).sort();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const byMonth = new Map(own.map((point) => [point.month, point]));
  const all: MonthPoint[] = [];
  for (let month = first; month <= last; month = next(month)) {
    all.push(byMonth.get(month) ?? { month, purchases: 0, amountMinor: 0, currency });
  }
  return all;
}

function next(month: string): string {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5, 7));
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}`;
}
