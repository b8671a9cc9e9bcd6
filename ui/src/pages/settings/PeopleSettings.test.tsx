import { pretendCore, rights, workspace } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { MyRights, Role, UserRow } from '@/bindings';

const person = (id: string, name: string, customers: number): UserRow => ({
  id,
  name,
  email: null,
  managerId: null,
  managerName: null,
  team: 'East',
  region: null,
  customers,
});

const LI = person('u1', 'Li Lei', 3);
const HAN = person('u2', 'Han Meimei', 42);
const ROLES: Role[] = ['owner', 'sales', 'finance'].map((code) => ({
  id: code,
  code,
  name: null,
  grants: [],
  fields: [],
  people: 1,
}));

function company(answers: Parameters<typeof pretendCore>[0] = {}) {
  const access = new Set(['u1']);
  return pretendCore({
    list_users: () => [LI, HAN],
    list_roles: () => ROLES,
    list_departments: () => [
      { id: 'd1', name: 'Sales', parentId: null, members: ['u1'] },
      { id: 'd2', name: 'North', parentId: 'd1', members: ['u2'] },
    ],
    roles_of: ({ user }) => (user === 'u1' ? ['owner'] : ['sales']),
    list_access: () => [...access],
    sign_in_names: () => [...access],
    reset_password: ({ user }) => {
      access.add(String(user));
      return null;
    },
    change_password: () => null,
    ...answers,
  });
}

async function choose(user: ReturnType<typeof showApp>, deed: RegExp) {
  await user.click(await screen.findByRole('button', { name: 'What to do with Han Meimei' }));
  await user.click(await screen.findByRole('menuitem', { name: deed, hidden: true }));
}

const row = async (name: RegExp) => screen.findByRole('row', { name });
const sent = (calls: ReturnType<typeof pretendCore>, command: string) =>
  calls.mock.calls.filter(([name]) => name === command).map(([, args]) => args);

test('everybody is shown with where they stand, their roles, and whether they have a password', async () => {
  company();
  showApp('/settings/people');
  const han = await row(/Han Meimei/);
  await within(han).findByText('Sales / North');
  await within(han).findByText('Sales');
  expect(await within(han).findByText('None')).toBeTruthy();
  const li = await row(/Li Lei/);
  expect(await within(li).findByText('Owner')).toBeTruthy();
  expect(await within(li).findByText('Set')).toBeTruthy();
  expect(await seriousViolations()).toEqual([]);
});

test('a password is given to a colleague, who then has one', async () => {
  const calls = company();
  const user = showApp('/settings/people');
  await row(/Li Lei.*Owner.*Set/);
  await choose(user, /Give a password/);
  await user.type(await screen.findByLabelText(/^Password for Han Meimei \*/), 'correct horse');
  await user.type(screen.getByLabelText(/Type it again/), 'correct house');
  await user.click(screen.getByRole('button', { name: 'Set the password' }));
  expect(screen.getByText('The two entries differ')).toBeTruthy();
  expect(sent(calls, 'reset_password')).toEqual([]);
  const again = screen.getByLabelText(/Type it again/);
  await user.clear(again);
  await user.type(again, 'correct horse{Enter}');
  await row(/Han Meimei.*Set/);
  expect(sent(calls, 'reset_password')).toEqual([{ user: 'u2', next: 'correct horse' }]);
});

test('who gives out a password without having one is asked for their own first', async () => {
  const own: string[] = [];
  const calls = company({
    sign_in_names: () => [...own],
    list_access: () => [],
    change_password: () => {
      own.push('Li Lei');
      return null;
    },
  });
  const user = showApp('/settings/people');
  await choose(user, /Give a password/);
  expect(await screen.findByText(/Set a password for yourself first/)).toBeTruthy();
  await user.type(screen.getByLabelText(/^New password \*/), 'my own secret');
  await user.type(screen.getByLabelText(/Type it again/), 'my own secret{Enter}');
  expect(await screen.findByLabelText(/^Password for Han Meimei \*/)).toBeTruthy();
  expect(sent(calls, 'change_password')).toEqual([{ current: null, next: 'my own secret' }]);
});

test('a hand-over says in plain words what it does before it does it', async () => {
  const calls = company({ hand_over: () => 44 });
  const user = showApp('/settings/people');
  await choose(user, /Hand over customers/);
  const submit = await screen.findByRole('button', { name: 'Hand over' });
  expect(submit).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('combobox', { name: 'To' }));
  await user.click(await screen.findByRole('option', { name: 'Li Lei', hidden: true }));
  expect(
    screen.getByText(/^42 customers go from Han Meimei to Li Lei, and so do those archived/),
  ).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: 'End: nothing is planned any more' }));
  expect(screen.getByText('The planned contacts are taken off.')).toBeTruthy();
  await user.click(submit);
  expect(await screen.findByText('44 customers went from Han Meimei to Li Lei')).toBeTruthy();
  expect(sent(calls, 'hand_over')).toEqual([{ from: 'u2', to: 'u1', work: 'ends' }]);
});

test('before somebody is archived one hears what stays behind, and can hand it over', async () => {
  const calls = company();
  const user = showApp('/settings/people');
  await choose(user, /Archive/);
  expect(await screen.findByText('Han Meimei still looks after 42 customers.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Hand over first…' }));
  expect(await screen.findByRole('combobox', { name: 'To' })).toBeTruthy();
  expect(sent(calls, 'archive_user')).toEqual([]);
});

test('only what was changed of a person is sent, and a refusal halfway repeats nothing', async () => {
  let refuse = true;
  const calls = company({
    create_user: () => 'u9',
    update_user: () => null,
    place_user: () => null,
    set_roles: () => {
      if (!refuse) return null;
      refuse = false;
      throw { kind: 'conflict', what: 'last_owner' };
    },
  });
  const user = showApp('/settings/people');
  await user.click(await screen.findByRole('button', { name: 'Add a colleague' }));
  await user.type(await screen.findByLabelText(/^Name \*/), 'Wang Fang');
  await user.click(screen.getByRole('combobox', { name: 'Roles' }));
  await user.click(await screen.findByRole('option', { name: 'Finance', hidden: true }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/A workspace needs at least one owner/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent(calls, 'set_roles')).toHaveLength(2));
  expect(sent(calls, 'set_roles')[1]).toEqual({ user: 'u9', roles: ['finance'] });
  expect(sent(calls, 'create_user')).toHaveLength(1);
  expect(sent(calls, 'place_user')).toEqual([]);
});

test('a department is made below another', async () => {
  const calls = company({ create_department: () => 'd3' });
  const user = showApp('/settings/people');
  await user.click(await screen.findByRole('button', { name: 'Add a department below "North"' }));
  await user.type(await screen.findByLabelText(/^Name \*/), 'Harbin{Enter}');
  await waitFor(() =>
    expect(sent(calls, 'create_department')).toEqual([
      { draft: { name: 'Harbin', parentId: 'd2' } },
    ]),
  );
});

test('who may only look is offered nothing to do', async () => {
  const looks: MyRights = {
    ...rights,
    rules: [{ object: 'people', action: 'see', circle: null }],
  };
  company({ my_rights: () => looks });
  showApp('/settings/people');
  await row(/Han Meimei/);
  expect(screen.queryByRole('button', { name: /What to do with/ })).toBeNull();
  expect(screen.queryByRole('button', { name: /Add a/ })).toBeNull();
});

test('who may not look at people finds neither them nor the roles', async () => {
  company({ my_rights: () => ({ ...rights, rules: [] }), workspace_status: () => workspace });
  showApp('/settings/general');
  await screen.findByRole('link', { name: 'Security' });
  expect(screen.queryByRole('link', { name: 'People' })).toBeNull();
  expect(screen.queryByRole('link', { name: 'Roles' })).toBeNull();
});

test('whoever leaves a dialog with Esc is back at the button of the menu it came from', async () => {
  company();
  const user = showApp('/settings/people');
  await choose(user, /Edit/);
  await screen.findByRole('dialog', { name: 'Edit Han Meimei' });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const menu = screen.getByRole('button', { name: 'What to do with Han Meimei' });
  await waitFor(() => expect(document.activeElement).toBe(menu));
});
