import { pretendCore } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Consent, ContactMethod, ContactRecord, ErasurePlan } from '@/bindings';

const contact: ContactRecord = {
  id: 'c1',
  name: '王敏',
  familyName: null,
  givenName: null,
  title: null,
  department: null,
  gender: null,
  birthdayOn: null,
  doNotContact: false,
  note: null,
  archivedAt: null,
  deletedAt: null,
  createdAt: 0,
  createdBy: null,
  updatedAt: 0,
  updatedBy: null,
  methods: [],
  addresses: [],
  preferences: [],
  tags: [],
  customers: [],
  fields: [],
  attachments: [],
};

const mail: ContactMethod = {
  id: 'm1',
  kind: 'email',
  label: null,
  raw: 'wang@acme.cn',
  norm: 'wang@acme.cn',
  display: 'wang@acme.cn',
  position: 0,
};

const withdrawn: Consent = {
  id: 's1',
  channel: 'email',
  purpose: 'marketing',
  state: 'withdrawn',
  basis: 'consent',
  source: 'call',
  proof: null,
  file: null,
  statedOn: '2026-01-10',
  createdAt: 0,
  createdBy: null,
};

const plan: ErasurePlan = {
  name: '王敏',
  alias: null,
  places: [
    { place: 'contact_methods', rows: 2 },
    { place: 'change', rows: 14 },
  ],
  mentions: [{ record: { kind: 'customer', id: 'k1' }, name: 'Acme' }],
  backups: [{ id: 'b1', at: 0, sizeBytes: 1, kind: 'daily', verified: true }],
};

function core(more = {}) {
  return pretendCore({
    contact: () => contact,
    contact_neighbours: () => ({ position: 1, total: 1, previous: null, next: null }),
    divisions: () => [],
    ...more,
  });
}

test('a withdrawal stands at the address it is about, and the new statement says the opposite', async () => {
  const calls = core({
    consents: () => ({ current: [withdrawn], history: [withdrawn], refused: ['email', 'post'] }),
    contact: () => ({ ...contact, methods: [mail] }),
    record_consent: () => 's2',
  });
  const user = showApp('/contacts/c1');
  const line = (await screen.findByText('wang@acme.cn')).closest('li');
  const refused = within(line as HTMLElement).findByText('Said no to offers: Email');
  expect(await refused).toBeDefined();
  expect(screen.getByText('Said no to offers: Post')).toBeDefined();
  await user.click(screen.getByRole('button', { name: /what now holds for Email, Marketing/ }));
  await user.type(screen.getByRole('textbox', { name: 'Source' }), 'form');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => {
    const said = calls.mock.calls.find(([name]) => name === 'record_consent')?.[1];
    expect(said).toMatchObject({
      parent: { kind: 'contact', id: 'c1' },
      draft: { channel: 'email', purpose: 'marketing', state: 'given', source: 'form' },
    });
  });
  expect(await seriousViolations()).toEqual([]);
});

test('an erasure lists every place, warns of what stays, and wants the name', async () => {
  const calls = core({ erasure_plan: () => plan, erase_subject: () => ({}) });
  const user = showApp('/contacts/c1');
  await user.click(await screen.findByRole('button', { name: 'Erase for good…' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('Entries of the change log')).toBeDefined();
  expect(dialog.getByText('14')).toBeDefined();
  expect(dialog.getByText(/One other record names this person, too.*Acme/)).toBeDefined();
  expect(dialog.getByText(/One backup still holds the person/)).toBeDefined();
  const confirm = dialog.getByRole('button', { name: 'Erase for good' });
  expect(confirm.hasAttribute('disabled')).toBe(true);
  await user.type(dialog.getByRole('textbox'), '王敏');
  expect(await seriousViolations()).toEqual([]);
  await user.click(confirm);
  await waitFor(() =>
    expect(calls).toHaveBeenCalledWith('erase_subject', expect.objectContaining({ name: '王敏' })),
  );
  expect(await screen.findByRole('heading', { name: 'How long records are kept' })).toBeDefined();
});

test('a rule shows what it meets before it is carried out', async () => {
  const rule = {
    id: 'r1',
    object: 'contacts',
    condition: 'archived',
    months: 12,
    action: 'erase',
    createdAt: 0,
  };
  const calls = core({
    list_retention_rules: () => [rule],
    preview_retention: () => ({
      total: 2,
      first: [{ record: { kind: 'contact', id: 'c1' }, name: '王敏' }],
    }),
    run_retention: () => ({ done: 2, total: 2 }),
  });
  const user = showApp('/settings/privacy');
  await user.click(await screen.findByRole('button', { name: 'Look…' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('This rule matches 2 records.')).toBeDefined();
  const run = dialog.getByRole('button', { name: 'Erase for good' });
  expect(run.hasAttribute('disabled')).toBe(true);
  await user.type(dialog.getByRole('textbox'), '2');
  await user.click(run);
  await waitFor(() =>
    expect(calls).toHaveBeenCalledWith(
      'run_retention',
      expect.objectContaining({ id: 'r1', expected: 2 }),
    ),
  );
});
