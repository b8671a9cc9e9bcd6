import { pretendCore } from '@test/core';
import { seriousViolations, show } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { ChangeEntry } from '@/bindings';
import { HistoryTab } from './HistoryTab';

const NOVEMBER = Date.UTC(2026, 10, 20, 4);
const OCTOBER = Date.UTC(2026, 9, 2, 4);

const entry = (change: Partial<ChangeEntry>): ChangeEntry => ({
  tx: 1,
  at: NOVEMBER,
  actor: { id: 'u1', name: 'Li Lei' },
  op: 'customers.update',
  table: 'customers',
  rowId: 'k1',
  kind: 'update',
  field: null,
  old: null,
  new: null,
  restorable: false,
  ...change,
});

const record = {
  names: new Map([['c1', 'Wang Min']]),
  currencies: new Map([['b1', 'JPY']]),
  baseCurrency: 'CNY',
};

const users = [
  { id: 'u1', name: 'Li Lei' },
  { id: 'u2', name: 'Han Meimei' },
].map((user) => ({
  ...user,
  email: null,
  managerId: null,
  managerName: null,
  team: null,
  region: null,
  customers: 0,
}));

function core(pages: ChangeEntry[][], more = {}) {
  return pretendCore({
    history: ({ before }) => {
      const at = before === null ? 0 : Number(before);
      return { entries: pages[at], next: at + 1 < pages.length ? at + 1 : null };
    },
    list_users: () => users,
    divisions: () => [],
    list_tags: () => [{ tag: { id: 't1', name: 'VIP', colour: 'red' }, customers: 1 }],
    ...more,
  });
}

beforeEach(() => {
  Object.defineProperty(window, 'IntersectionObserver', {
    configurable: true,
    value: class {
      observe() {}
      disconnect() {}
    },
  });
});

test('every kind of change is told in words', async () => {
  core([
    [
      entry({ tx: 9, field: 'level', old: 'B', new: 'A' }),
      entry({ tx: 8, field: 'owner_id', old: 'u1', new: 'u2' }),
      entry({ tx: 7, field: 'industry', old: 'Retail', new: null }),
      entry({
        tx: 6,
        table: 'purchases',
        rowId: 'b1',
        field: 'amount_minor',
        old: '500',
        new: '700',
      }),
      entry({ tx: 5, table: 'contact_methods', kind: 'insert', new: '138 0013 8000' }),
      entry({ tx: 4, table: 'taggings', kind: 'delete', old: 't1' }),
      entry({ tx: 3, table: 'customer_contacts', kind: 'delete', old: 'Wang Min', at: OCTOBER }),
    ],
  ]);
  await show(<HistoryTab readOnly={false} root="k1" record={record} />);

  const november = await screen.findByRole('region', { name: 'Nov 2026' });
  const lines = () =>
    within(november)
      .getAllByRole('listitem')
      .map((line) => line.textContent);
  await waitFor(() => expect(lines()).toContain('OwnerLi LeiHan Meimei'));
  expect(lines()).toContain('LevelB · importantA · key');
  expect(lines()).toContain('IndustryRetailempty');
  expect(lines()).toContain('Amount¥500¥700');
  expect(lines()).toContain('Added: Way to reach them138 0013 8000');
  await waitFor(() => expect(lines()).toContain('Removed: TagVIP'));
  const october = screen.getByRole('region', { name: 'Oct 2026' });
  expect(october.textContent).toContain('Removed: LinkWang Min');
  expect(await seriousViolations()).toEqual([]);
});

test('an earlier value can be put back', async () => {
  const calls = core([[entry({ tx: 9, field: 'level', old: 'B', new: 'A', restorable: true })]], {
    restore_value: () => null,
  });
  const user = await show(<HistoryTab readOnly={false} root="k1" record={record} />);
  await user.click(await screen.findByRole('button', { name: 'Restore Level to B · important' }));
  await waitFor(() =>
    expect(calls).toHaveBeenCalledWith('restore_value', { tx: 9, rowId: 'k1', field: 'level' }),
  );
});

test('a refused restoring says why', async () => {
  core([[entry({ tx: 9, field: 'level', old: 'B', new: 'A', restorable: true })]], {
    restore_value: () => {
      throw { kind: 'read_only' };
    },
  });
  const user = await show(<HistoryTab readOnly={false} root="k1" record={record} />);
  await user.click(await screen.findByRole('button', { name: /^Restore Level/ }));
  expect((await screen.findByRole('alert')).textContent).toBe('The workspace is read-only');
});

test('older changes follow on demand', async () => {
  core([
    [entry({ tx: 9, field: 'level', old: 'B', new: 'A' })],
    [entry({ tx: 1, kind: 'insert', op: 'customers.create', at: OCTOBER })],
  ]);
  const user = await show(<HistoryTab readOnly={false} root="k1" record={record} />);
  await user.click(await screen.findByRole('button', { name: 'Load older' }));
  expect(await screen.findByText('Created the customer')).toBeDefined();
  expect(screen.getByText('This is where the record begins')).toBeDefined();
});

test('the record as of a day is asked for at the end of that day', async () => {
  const calls = core([[]], {
    record_as_of: () => ({
      at: 0,
      existed: true,
      rows: [
        {
          table: 'customers',
          rowId: 'k1',
          fields: [
            { field: 'id', value: 'k1' },
            { field: 'name', value: 'Acme' },
            { field: 'lifecycle', value: 'prospect' },
            { field: 'note', value: null },
          ],
        },
      ],
    }),
  });
  const user = await show(<HistoryTab readOnly={false} root="k1" record={record} />);
  await user.type(await screen.findByRole('textbox', { name: 'As of date' }), '2026-01-31{Enter}');
  // "2026-01-3" is a day as well: the last one typed counts.
  expect(await screen.findByText(/as it stood at the end of Jan 31, 2026/)).toBeDefined();
  expect(screen.getByText('Prospect')).toBeDefined();
  expect(screen.queryByText('Note')).toBeNull();
  const at = calls.mock.calls.findLast(([command]) => command === 'record_as_of')?.[1].at;
  expect(at).toBe(new Date(2026, 0, 31, 23, 59, 59, 999).getTime());
});

test('a record without history says so', async () => {
  core([[]]);
  await show(<HistoryTab readOnly={false} root="k1" record={record} />);
  expect(await screen.findByText('Nothing has happened yet')).toBeDefined();
});

test('a history that cannot be read says so and tries again', async () => {
  let broken = true;
  core([[]], {
    history: () => {
      if (broken) throw { kind: 'internal', incident: 'A1' };
      return { entries: [], next: null };
    },
  });
  const user = await show(<HistoryTab readOnly={false} root="k1" record={record} />);
  expect(await screen.findByText('Something went wrong in Kehu')).toBeDefined();
  broken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Nothing has happened yet')).toBeDefined();
});
