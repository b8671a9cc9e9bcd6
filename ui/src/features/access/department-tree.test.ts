import { expect, test } from 'vitest';
import type { Department } from '@/bindings';
import { childrenOf, pathOf, treeOf, withinOf } from './department-tree';

const of = (id: string, parentId: string | null): Department => ({
  id,
  name: id.toUpperCase(),
  parentId,
  members: [],
});

const COMPANY = [of('east', 'sales'), of('finance', null), of('sales', null), of('sh', 'east')];

test('departments stand beneath the one above them, each level by the order given', () => {
  expect(treeOf(COMPANY).map(({ id }) => id)).toEqual(['finance', 'sales', 'east', 'sh']);
  expect(childrenOf(COMPANY, 'sales').map(({ id }) => id)).toEqual(['east']);
});

test('a department whose parent is not there is not lost', () => {
  expect(treeOf([of('east', 'gone')]).map(({ id }) => id)).toEqual(['east']);
});

test('a path names all above', () => {
  expect(pathOf(COMPANY, 'sh')).toBe('SALES / EAST / SH');
  expect(pathOf(COMPANY, 'nobody')).toBe('');
});

test('what is within a department is all below it and itself', () => {
  expect([...withinOf(COMPANY, 'sales')].sort()).toEqual(['east', 'sales', 'sh']);
  expect([...withinOf(COMPANY, 'sh')]).toEqual(['sh']);
});
