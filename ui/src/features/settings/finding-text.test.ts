import { expect, test } from 'vitest';
import { findingParts } from './use-finding-text';

test('a number of rows, a place in the history and a kind of flaw are told apart', () => {
  expect(findingParts({ check: 'customer_totals', detail: '3' })).toEqual({
    kind: 'rows',
    number: '3',
  });
  expect(findingParts({ check: 'change_log', detail: '7' })).toEqual({ kind: 'from', number: '7' });
  expect(findingParts({ check: 'search', detail: 'missing: 2' })).toEqual({
    kind: 'missing',
    number: '2',
  });
  expect(findingParts({ check: 'pages', detail: 'unreadable' }).kind).toBe('unreadable');
});
