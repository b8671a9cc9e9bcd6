import { expect, test } from 'vitest';
import { periodOf, spanOf } from './period';

const today = '2026-03-08';

test('a named period is found again from its days', () => {
  for (const period of ['all', 'this_year', 'last_12_months', 'last_year'] as const) {
    expect(periodOf(spanOf(period, today), today)).toBe(period);
  }
});

test('twelve months begin with a whole month', () => {
  expect(spanOf('last_12_months', today)).toEqual({ from: '2025-03-01', to: today });
});

test('any other days are the person’s own', () => {
  expect(periodOf({ from: '2026-01-05', to: null }, today)).toBe('custom');
});
