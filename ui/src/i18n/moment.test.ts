import { expect, test } from 'vitest';
import { instantOf, localText } from './moment';

test.each([
  ['2026-11-22 09:30:00', 'Asia/Shanghai', Date.UTC(2026, 10, 22, 1, 30)],
  ['2026-07-01 00:00:00', 'America/New_York', Date.UTC(2026, 6, 1, 4)],
  ['2026-03-08 03:30:00', 'America/New_York', Date.UTC(2026, 2, 8, 7, 30)],
  ['0021-01-01 12:00:00', 'UTC', Date.parse('0021-01-01T12:00:00Z')],
  ['2026-01-01 12:00:00', 'UTC', Date.UTC(2026, 0, 1, 12)],
])('%s in %s is one instant and reads back the same', (text, zone, at) => {
  expect(instantOf(text, zone)).toBe(at);
  expect(localText(at, zone)).toBe(text);
});
