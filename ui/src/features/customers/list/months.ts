import type { MonthPoint } from '@/bindings';

export type MonthCount = { month: string; purchases: number };

function before(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const index = year * 12 + (number - 1) - by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The last months up to the latest purchase, those without one included; currencies together. */
export function lastMonths(points: readonly MonthPoint[], count: number): MonthCount[] {
  const latest = points
    .map(({ month }) => month)
    .sort()
    .at(-1);
  if (latest === undefined) return [];
  const sums = new Map<string, number>();
  for (const { month, purchases } of points) {
    sums.set(month, (sums.get(month) ?? 0) + purchases);
  }
  return Array.from({ length: count }, (_, at) => {
    const month = before(latest, count - 1 - at);
    return { month, purchases: sums.get(month) ?? 0 };
  });
}
