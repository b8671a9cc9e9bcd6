import { expect, it } from 'vitest';
import { lastMonths } from './months';

const point = (month: string, purchases: number, currency = 'CNY') => ({
  month,
  purchases,
  amountMinor: 0,
  currency,
});

it('fills the months without a purchase, across the turn of the year', () => {
  const months = lastMonths([point('2025-11', 2), point('2026-02', 1)], 5);
  expect(months.map(({ month, purchases }) => `${month} ${purchases}`)).toEqual([
    '2025-10 0',
    '2025-11 2',
    '2025-12 0',
    '2026-01 0',
    '2026-02 1',
  ]);
});

it('counts purchases of all currencies together', () => {
  expect(lastMonths([point('2026-02', 1), point('2026-02', 3, 'USD')], 1)).toEqual([
    { month: '2026-02', purchases: 4 },
  ]);
});

it('is empty without purchases', () => {
  expect(lastMonths([], 24)).toEqual([]);
});
