import { expect, it } from 'vitest';
import { nextSort } from './sort';

const up = { field: 'name', descending: false };
const down = { field: 'name', descending: true };
const level = { field: 'level', descending: true };

it('goes up, down and away with each click', () => {
  expect(nextSort([], 'name', false)).toEqual([up]);
  expect(nextSort([up], 'name', false)).toEqual([down]);
  expect(nextSort([down], 'name', false)).toEqual([]);
});

it('replaces the other columns unless Shift is held', () => {
  expect(nextSort([level], 'name', false)).toEqual([up]);
  expect(nextSort([level], 'name', true)).toEqual([level, up]);
  expect(nextSort([level, up], 'name', true)).toEqual([level, down]);
  expect(nextSort([down, level], 'name', true)).toEqual([level]);
});
