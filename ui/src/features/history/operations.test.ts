import { expect, test } from 'vitest';
import type { ChangeEntry } from '@/bindings';
import { byMonth, operationsOf } from './operations';
import { decimalOf, tellingColumn, valueKind } from './value';

const entry = (tx: number, field: string | null, at = 0): ChangeEntry => ({
  tx,
  at,
  actor: null,
  op: 'customers.update',
  table: 'customers',
  rowId: 'r',
  kind: field === null ? 'insert' : 'update',
  field,
  old: null,
  new: null,
  restorable: false,
});

test('changes of one transaction are one operation; columns that only follow are not told', () => {
  const operations = operationsOf([
    entry(2, 'owner_id'),
    entry(2, 'owner_since'),
    entry(1, 'name'),
  ]);
  expect(operations.map(({ tx, entries }) => [tx, entries.map(({ field }) => field)])).toEqual([
    [2, ['owner_id']],
    [1, ['name']],
  ]);
});

test('operations are divided by the month of the zone', () => {
  const months = byMonth(
    operationsOf([entry(3, 'a', 300), entry(2, 'b', 200), entry(1, 'c', 100)]),
    (at) => (at > 150 ? '2026-02' : '2026-01'),
  );
  expect(months.map(({ month, operations }) => [month, operations.length])).toEqual([
    ['2026-02', 2],
    ['2026-01', 1],
  ]);
});

test.each([
  ['customers', 'owner_id', 'user'],
  ['customers', 'nextContactAt', 'instant'],
  ['customers', 'kind', 'customerKind'],
  ['contact_methods', 'kind', 'methodKind'],
  ['contacts', 'birthday_on', 'date'],
  ['field_values', 'on_date', 'date'],
  ['field_values', 'number', 'tenThousandths'],
  ['purchases', 'amount_minor', 'money'],
  ['customers', 'note', 'text'],
])('%s.%s is read as %s', (table, field, kind) => {
  expect(valueKind(table, field)).toBe(kind);
});

test.each([
  ['25000', '2.5'],
  ['10000', '1'],
  ['1', '0.0001'],
  ['-5', '-0.0005'],
  ['abc', 'abc'],
])('%s ten-thousandths are %s', (stored, decimal) => {
  expect(decimalOf(stored)).toBe(decimal);
});

test('only a removed tag comes with its id', () => {
  expect(tellingColumn('taggings', 'delete')).toBe('tag_id');
  expect(tellingColumn('taggings', 'insert')).toBeNull();
});
