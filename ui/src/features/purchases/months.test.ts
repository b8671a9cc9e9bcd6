import { expect, test } from 'vitest';
import { everyMonth } from './months';

const point = (month: string, amountMinor: number, currency = 'CNY') => ({
  month,
  purchases: 1,
  amountMinor,
  currency,
});

test('months without a purchase are there as zero, across the turn of a year', () => {
  const months = everyMonth([point('2026-02', 5), point('2025-11', 3)], 'CNY');
  expect(months.map(({ month, amountMinor }) => [month, amountMinor])).toEqual([
    ['2025-11', 3],
    ['2025-12', 0],
    ['2026-01', 0],
    ['2026-02', 5],
  ]);
});

test('another currency is not mixed in', () => {
  expect(everyMonth([point('2026-02', 5, 'USD')], 'CNY')).toEqual([]);
});
