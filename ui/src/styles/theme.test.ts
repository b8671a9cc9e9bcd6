import { expect, test } from 'vitest';
import { wholeFirst } from './theme';

const options = ['销售主管', '销售', '市场'].map((label) => ({ value: label, label }));
const offered = (search: string, limit = 50) =>
  wholeFirst({ options, search, limit }).map((item) => ('label' in item ? item.label : ''));

test('what was typed in full is offered before what contains it', () => {
  expect(offered('销售')).toEqual(['销售', '销售主管']);
  expect(offered('主管')).toEqual(['销售主管']);
  expect(offered('')).toEqual(['销售主管', '销售', '市场']);
});

test('the limit does not cut off what was typed in full', () => {
  expect(offered('销售', 1)).toEqual(['销售']);
});
