import { expect, test } from 'vitest';
import { pastedRows } from './pasted-rows';

test('rows of a spreadsheet are counted, whatever ends a line', () => {
  expect(pastedRows('name\tphone\r\nAda\t138\r\nBo\t139\r\n')).toBe(3);
  expect(pastedRows('Ada\nBo')).toBe(2);
  expect(pastedRows('Ada\t138')).toBe(1);
});

test('a line break inside a quoted cell is no new row', () => {
  expect(pastedRows('Ada\t"Road 1\nRoom ""2"""\nBo\tx')).toBe(2);
  expect(pastedRows('"a\nb"\t"c\nd"')).toBe(1);
});

test('a word or a line is no table', () => {
  expect(pastedRows('Ada Lovelace')).toBeNull();
  expect(pastedRows('  \n ')).toBeNull();
});
