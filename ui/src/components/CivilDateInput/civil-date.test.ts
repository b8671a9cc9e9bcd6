import { expect, test } from 'vitest';
import { civilDateOf, momentOf } from './civil-date';

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

test.each([
  ['2026-01-31 14:30', '2026-01-31 14:30:00'],
  ['2026年1月3日 8：05', '2026-01-03 08:05:00'],
  ['2026-01-31', '2026-01-31 09:00:00'],
  ['2026-01-31 24:00', null],
  ['2026-01-31 1', null],
  ['2026-02-30 10:00', null],
])('%s is the moment %s', (text, moment) => {
  expect(momentOf(text)).toBe(moment);
});
