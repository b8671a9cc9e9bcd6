import { expect, test } from 'vitest';
import { civilDateOf } from './civil-date';

test.each([
  ['2026-01-31', '2026-01-31'],
  ['2026/1/3', '2026-01-03'],
  ['20260131', '2026-01-31'],
  ['2026年1月31日', '2026-01-31'],
  ['2', null],
  ['2026-01', null],
  ['2026-02-30', null],
  ['0000-00-00', null],
  ['3/4/2024', null],
])('%s is %s', (text, date) => {
  expect(civilDateOf(text)).toBe(date);
});
