import { pretendCore, rights } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ContactRecord } from '@/bindings';

const contact: ContactRecord = {
  id: 'c1',
  name: '王敏',
  familyName: '王',
  givenName: '敏',
  title: 'Buyer',
  department: null,
  gender: null,
  birthdayOn: '1988-04-12',
  doNotContact: true,
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

function core(more = {}) {
  const stored = { ...contact };
  return pretendCore({
    contact: () => ({ ...stored }),
    contact_neighbours: () => ({ position: 3, total: 9, previous: 'c0', next: null }),
    divisions: () => [],
    update_contact: ({ patches }) => {
      const [patch] = patches as { field: string; value: string }[];
      if (patch?.field === 'doNotContact') stored.doNotContact = patch.value === 'true';
      return null;
    },
    ...more,
  });
}

test('a contact shows what is known, and axe finds nothing serious', async () => {
  core();
  showApp('/contacts/c1');
  expect(await screen.findByRole('button', { name: 'Name: 王敏' })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Birthday: Apr 12, 1988' })).toBeDefined();
  expect(await screen.findByText('3 of 9')).toBeDefined();
  expect(screen.getByText('Not linked to a customer yet')).toBeDefined();
  expect(await seriousViolations()).toEqual([]);
});

test('who asked to be left in peace is marked so until that changes', async () => {
  const calls = core();
  const user = showApp('/contacts/c1');
  expect(await screen.findByText('This person asked not to be contacted.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'May be contacted' }));
  expect(calls).toHaveBeenCalledWith('update_contact', {
    id: 'c1',
    patches: [{ field: 'doNotContact', value: 'false' }],
  });
  await waitFor(() =>
    expect(screen.queryByText('This person asked not to be contacted.')).toBeNull(),
  );
});

test('a customer is found by typing and linked with a role', async () => {
  const calls = core({
    search: () => ({
      hits: [
        { kind: 'contact', id: 'c9', title: 'Acme Person', subtitle: null, matchedOn: 'name' },
        { kind: 'customer', id: 'k1', title: 'Acme', subtitle: 'Shenzhen', matchedOn: 'name' },
      ],
      capped: false,
      after: null,
    }),
    link_contact: () => 'l1',
  });
  const user = showApp('/contacts/c1');
  const [add] = await screen.findAllByRole('button', { name: 'Link a customer' });
  await user.click(add as HTMLElement);
  await user.type(screen.getByRole('combobox', { name: 'Customer' }), 'acm');
  await user.click(await screen.findByRole('option', { name: 'Acme · Shenzhen', hidden: true }));
  expect(screen.queryByRole('option', { name: 'Acme Person', hidden: true })).toBeNull();
  await user.type(screen.getByRole('textbox', { name: 'Role' }), 'Buyer{Enter}');
  await waitFor(() =>
    expect(calls).toHaveBeenCalledWith('link_contact', {
      customerId: 'k1',
      contactId: 'c1',
      draft: { role: 'Buyer', isPrimary: true, fromOn: null, toOn: null },
    }),
  );
});

test('a masked birthday is shown as it is and cannot be changed; a read-only mail neither', async () => {
  const mail = { id: 'm1', kind: 'email' as const, label: null, position: 0 };
  core({
    contact: () => ({
      ...contact,
      birthdayOn: '****',
      methods: [{ ...mail, raw: 'a@b.cn', norm: 'a@b.cn', display: 'a@b.cn' }],
    }),
    my_rights: () => ({
      ...rights,
      fields: [
        { object: 'contacts', field: 'birthday', rule: 'masked' },
        { object: 'contacts', field: 'email', rule: 'read_only' },
      ],
    }),
  });
  const user = showApp('/contacts/c1');
  const birthday = await screen.findByRole('button', { name: 'Birthday: ****' });
  await user.click(birthday);
  expect(screen.queryByRole('textbox', { name: 'Birthday' })).toBeNull();
  expect(screen.getByText('You may see Email, not change it')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Open a@b.cn' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Edit a@b.cn' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Add a way to reach them' }));
  await user.click(screen.getByRole('combobox', { name: 'Kind' }));
  expect(screen.queryByRole('option', { name: 'Email', hidden: true })).toBeNull();
  expect(await screen.findByRole('option', { name: 'Mobile', hidden: true })).toBeTruthy();
});
