import { pretendCore, rights } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { AuditEntry, AuditQuery } from '@/bindings';

const acme = { record: 'k1', kind: 'customer', name: 'Acme' };
const han = { id: 'u2', name: 'Han Meimei' };

let seq = 100;
function entry(op: string, details: object, more: Partial<AuditEntry> = {}): AuditEntry {
  seq -= 1;
  return {
    seq,
    tx: seq,
    at: Date.UTC(2026, 10, 22, 9, 0),
    actor: han,
    op,
    record: 'u2',
    details: JSON.stringify(details),
    ...more,
  };
}

function core(entries: AuditEntry[], answers: Parameters<typeof pretendCore>[0] = {}) {
  return pretendCore({
    list_audit: () => ({ entries, names: [acme], next: null }),
    list_users: () => [
      {
        ...han,
        email: null,
        managerId: null,
        managerName: null,
        team: null,
        region: null,
        customers: 3,
      },
    ],
    list_roles: () => [{ id: 'r1', code: 'sales', name: null, grants: [], fields: [], people: 1 }],
    customer: ({ id }) => {
      if (id !== 'k1') throw { kind: 'not_found', what: 'customer' };
      return { id: 'k1', name: 'Acme' };
    },
    contact: () => {
      throw { kind: 'not_found', what: 'contact' };
    },
    ...answers,
  });
}

const asked = (calls: ReturnType<typeof pretendCore>) =>
  calls.mock.calls
    .filter(([command]) => command === 'list_audit')
    .map(([, args]) => args.query as AuditQuery);

test('every kind of line is told in plain words, with the way to what it is about', async () => {
  core([
    entry('access.sign_in', { failures: 2 }),
    entry('access.unlock', { failures: 1 }),
    entry('access.rekey', {}),
    entry('access.refused', { rule: 'customers.transfer.rows', op: 'x' }, { record: 'k1' }),
    entry('access.refused', { rule: 'contacts.edit.phone', op: 'x' }, { record: 'gone' }),
    entry('access.reveal', { field: 'phone' }, { record: 'k1' }),
    entry('export.customers', { rows: 1200, filter: null }),
    entry('customers.purge', { customers: 1 }),
    entry('access.set_roles', { user: 'Han Meimei', roles: ['sales', 'East'] }),
    entry('access.update_role', { role: null }, { record: 'r1' }),
    entry('access.keep_up', { roles: ['sales'] }),
    entry('access.reset_password', { user: 'Li Lei' }, { record: 'u9' }),
    entry('customers.hand_over', { customers: 3, to: 'u2' }, { record: 'u9', actor: null }),
  ]);
  showApp('/audit');
  const row = async (what: string) => {
    const line = (await screen.findByText(what)).closest('tr');
    if (!line) throw new Error(`no line says ${what}`);
    return within(line);
  };
  expect((await row('Signed in after 2 wrong passwords')).getByText('Han Meimei')).toBeTruthy();
  await row('Unlocked after 1 wrong password');
  await row('Gave the database a new key');
  const refused = await row('Refused: "Customers › Transfer" does not reach this record');
  const link = await refused.findByRole('link', { name: 'Acme' });
  expect(link.getAttribute('href')).toMatch(/#\/customers\/k1$/);
  const closed = await row('Refused: Phone may not be changed');
  expect(await closed.findByText('a record that is gone or out of your sight')).toBeTruthy();
  expect((await row('Revealed: Phone')).getByRole('link')).toBeTruthy();
  await row('Exported 1,200 customers');
  await row('Purged 1 customer for good');
  await row('Set the roles to Sales and East');
  expect((await row('Changed what a role allows')).getByText('Sales')).toBeTruthy();
  await row('Ready-made roles nobody had changed were brought up to date: Sales');
  expect((await row('Set a password for a colleague')).getByText('Li Lei')).toBeTruthy();
  const handed = await row('Handed 3 customers of this colleague to Han Meimei');
  expect(handed.getAllByText('Somebody who has left').length).toBe(2);
  expect(await seriousViolations()).toEqual([]);
});

test('filters stand in the address and in the question, and can be cleared', async () => {
  const calls = core([]);
  const user = showApp('/audit?group=reveal&from=2026-11-01&record=k1');
  expect(await screen.findByText('Nothing fits')).toBeTruthy();
  expect(asked(calls).at(-1)).toEqual({
    actor: null,
    record: 'k1',
    ops: ['access.reveal'],
    from: '2026-11-01',
    to: null,
    before: null,
  });
  expect(await screen.findByText('Only about Acme')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show all records' }));
  await waitFor(() => expect(asked(calls).at(-1)?.record).toBeNull());
  expect(asked(calls).at(-1)?.ops).toEqual(['access.reveal']);
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(await screen.findByText('Nothing recorded yet')).toBeTruthy();
  expect(asked(calls).at(-1)).toMatchObject({ ops: [], from: null });
  expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull();
});

test('older lines are asked for from where the page ended', async () => {
  const calls = core([], {
    list_audit: ({ query }) =>
      (query as AuditQuery).before === null
        ? { entries: [entry('access.sign_out', {})], names: [], next: 77 }
        : { entries: [entry('access.rotate_recovery', {})], names: [], next: null },
  });
  const user = showApp('/audit');
  await user.click(await screen.findByRole('button', { name: 'Load older entries' }));
  expect(await screen.findByText('Made a new recovery code')).toBeTruthy();
  expect(asked(calls).at(-1)?.before).toBe(77);
  expect(screen.getByText('This is where the audit begins')).toBeTruthy();
});

test('the check names what was changed, removed and reordered', async () => {
  core([], {
    check_audit: () => [
      { tx: 12, entry: 44, op: 'customers.update', problem: 'changed' },
      { tx: 13, entry: null, op: null, problem: 'removed' },
      { tx: 19, entry: 70, op: 'customers.delete', problem: 'reordered' },
    ],
  });
  const user = showApp('/audit');
  await user.click(await screen.findByRole('button', { name: 'Check the log' }));
  const found = await screen.findByRole('alert');
  expect(within(found).getByText('3 places are not as they were written')).toBeTruthy();
  expect(within(found).getByText('Entry 44 of operation 12 was changed afterwards')).toBeTruthy();
  expect(within(found).getByText('Operation 13 is gone')).toBeTruthy();
  expect(within(found).getByText(/Entry 70 of operation 19 stands in another place/)).toBeTruthy();
});

test('everything the filters show is saved, not only what is loaded', async () => {
  const saved: string[][][] = [];
  core([], {
    list_audit: ({ query }) =>
      (query as AuditQuery).before === null
        ? {
            entries: [entry('access.reveal', { field: 'email' }, { record: 'k1' })],
            names: [acme],
            next: 5,
          }
        : { entries: [entry('access.sign_out', {})], names: [], next: null },
    export_table: ({ rows }) => saved.push(rows as string[][]),
  });
  const user = showApp('/audit');
  await user.click(await screen.findByRole('button', { name: 'Save as CSV' }));
  await waitFor(() => expect(saved.length).toBe(1));
  expect(saved[0]?.map((row) => row.slice(1))).toEqual([
    ['Who', 'What', 'About'],
    ['Han Meimei', 'Revealed: Email', 'Acme'],
    ['Han Meimei', 'Signed out', ''],
  ]);
});

test('who may not read the audit is neither led there nor shown it', async () => {
  const calls = core([], {
    my_rights: () => ({
      ...rights,
      rules: rights.rules.filter(({ object }) => object !== 'audit'),
    }),
  });
  showApp('/audit');
  expect(await screen.findByText('The audit is not among your rights')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Audit' })).toBeNull();
  expect(asked(calls)).toEqual([]);
});
