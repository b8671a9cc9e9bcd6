import { describe, expect, it } from 'vitest';
import { readColumns, writeColumns } from './columns';
import { readSort, sameDefinition, writeSort } from './definition';

const plain = (filter: string | null) => filter;
const view = {
  filter: '{"field":"level","op":"is","value":"A"}',
  sort: [{ field: 'name', descending: true }],
  columns: ['name', 'level:120'],
};

describe('a view', () => {
  it('is unchanged while filter, sort and columns are', () => {
    expect(sameDefinition(view, { ...view, columns: [...view.columns] }, plain)).toBe(true);
  });

  it.each([
    { filter: null },
    { sort: [] },
    { sort: [{ field: 'name', descending: false }] },
    { columns: ['level:120', 'name'] },
    { columns: ['name', 'level:121'] },
  ])('is changed by %j', (change) => {
    expect(sameDefinition(view, { ...view, ...change }, plain)).toBe(false);
  });

  it('keeps the width beside the column, and the colon of a custom field', () => {
    const columns = ['name', 'owner:180', 'custom:0192-aa', 'custom:0192-aa:90'];
    expect(readColumns(columns)).toEqual([
      { field: 'name', width: null },
      { field: 'owner', width: 180 },
      { field: 'custom:0192-aa', width: null },
      { field: 'custom:0192-aa', width: 90 },
    ]);
    expect(writeColumns(readColumns(columns))).toEqual(columns);
  });

  it('writes its sort into a link and back', () => {
    const sort = [
      { field: 'level', descending: true },
      { field: 'name', descending: false },
    ];
    expect(writeSort(sort)).toBe('-level,name');
    expect(readSort('-level,name')).toEqual(sort);
    expect(readSort(writeSort([]))).toEqual([]);
  });
});
