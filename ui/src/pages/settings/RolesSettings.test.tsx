import { pretendCore } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Role } from '@/bindings';

const OWNER: Role = {
  id: 'r1',
  code: 'owner',
  name: null,
  grants: [{ object: 'customers', actions: ['see', 'edit'], scope: 'all' }],
  fields: [],
  people: 1,
};

const SALES: Role = {
  id: 'r2',
  code: 'sales',
  name: null,
  grants: [{ object: 'customers', actions: ['see', 'edit'], scope: 'own' }],
  fields: [{ object: 'contacts', field: 'phone', rule: 'masked' }],
  people: 2,
};

function roles(answers: Parameters<typeof pretendCore>[0] = {}) {
  const calls = pretendCore({ list_roles: () => [OWNER, SALES], ...answers });
  const sent = (command: string) =>
    calls.mock.calls.filter(([name]) => name === command).map(([, args]) => args);
  return { user: showApp('/settings/roles'), sent };
}

test('a role is changed as a table and saved as a whole', async () => {
  const { user, sent } = roles({ update_role: () => null });
  await user.click(await screen.findByRole('button', { name: 'Edit the role "Sales"' }));
  expect(screen.getByText('2 people have this role. Changes hold for them at once.')).toBeTruthy();
  const save = screen.getByRole('button', { name: 'Save' });
  expect(save).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('checkbox', { name: 'Delete: Customers' }));
  await user.click(screen.getByRole('checkbox', { name: 'Create: Products' }));
  expect(await seriousViolations()).toEqual([]);
  await user.click(save);
  expect(await screen.findByText('The role "Sales" is saved')).toBeTruthy();
  expect(sent('update_role')).toEqual([
    {
      id: 'r2',
      draft: {
        name: null,
        grants: [
          { object: 'customers', actions: ['see', 'edit', 'delete'], scope: 'own' },
          { object: 'products', actions: ['create'], scope: 'all' },
        ],
        fields: SALES.fields,
      },
    },
  ]);
});

test('the role of the owner can be looked at, and says why it cannot be changed', async () => {
  const { user } = roles();
  await user.click(await screen.findByRole('button', { name: 'Owner' }));
  expect(screen.getByText(/it cannot be changed/)).toBeTruthy();
  expect(screen.getByRole('checkbox', { name: 'Edit: Customers' })).toHaveProperty(
    'disabled',
    true,
  );
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
});

test('a copy begins with what the other allows, under a name of its own', async () => {
  const { user, sent } = roles({ create_role: () => 'r3' });
  await user.click(await screen.findByRole('button', { name: 'Copy the role "Sales"' }));
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Copy of Sales');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent('create_role')).toEqual([
      { draft: { name: 'Copy of Sales', grants: SALES.grants, fields: SALES.fields } },
    ]),
  );
});

test('the keyboard goes into a role and comes back to it', async () => {
  const { user } = roles();
  const name = await screen.findByRole('button', { name: 'Owner' });
  name.focus();
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'All roles' }));
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Owner' }));
});

test('changes that were not saved are not dropped without a word', async () => {
  const { user } = roles();
  await user.click(await screen.findByRole('button', { name: 'Edit the role "Sales"' }));
  await user.click(screen.getByRole('checkbox', { name: 'Delete: Customers' }));
  await user.click(screen.getByRole('button', { name: 'All roles' }));
  expect(await screen.findByText('Leave without saving?')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Leave' }));
  expect(await screen.findByRole('button', { name: 'Edit the role "Sales"' })).toBeTruthy();
});

test('a role in use is not removed, and the reason is told', async () => {
  const { user } = roles({
    delete_role: () => {
      throw { kind: 'conflict', what: 'role_in_use' };
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Delete the role "Sales"' }));
  expect(await screen.findByText(/People still have this role/)).toBeTruthy();
});
