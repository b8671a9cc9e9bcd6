import { expect, test } from 'vitest';
import { tsv } from './figures';

test('a table pastes into a spreadsheet cell by cell', () => {
  const figures = {
    columns: [
      { label: 'Region', numeric: false },
      { label: 'Customers', numeric: true },
    ],
    rows: [{ key: 'a', cells: ['East\tside\nof town', '12'], behind: null }],
  };
  expect(tsv(figures)).toBe('Region\tCustomers\nEast side of town\t12');
});
