import { pretendCore, workspace } from '@test/core';
import { showApp } from '@test/render';
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

const hit = {
  kind: 'customer',
  id: 'c1',
  title: '深圳华达机电',
  subtitle: null,
  matchedOn: 'name',
};

test('the palette finds a record by what is typed, and Enter opens it', async () => {
  const calls = pretendCore({
    search: () => ({ hits: [hit], capped: false, after: null }),
    customer: () => {
      throw { kind: 'not_found', what: 'customer' };
    },
  });
  const user = showApp('/help');
  await screen.findByRole('heading', { name: 'Help' });
  await user.keyboard('{Control>}k{/Control}');
  const box = await screen.findByRole('combobox', { name: 'Search or do' });
  await user.type(box, 'szhd{Enter}');
  await waitFor(() => expect(window.location.hash).toBe('#/customers/c1'));
  expect(calls.mock.calls.some(([name, args]) => name === 'search' && args.text === 'szhd')).toBe(
    true,
  );
});

test('the palette runs a command by its name', async () => {
  pretendCore({ search: () => ({ hits: [], capped: false, after: null }) });
  const user = showApp('/help');
  await screen.findByRole('heading', { name: 'Help' });
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox', { name: 'Search or do' }), 'settings{Enter}');
  await waitFor(() => expect(window.location.hash).toBe('#/settings/general'));
});

test('undo says what was taken back and what was left alone', async () => {
  pretendCore({
    undo: () => ({
      op: 'customers.delete',
      targets: 3,
      rows: 9,
      left: [{ table: 'customers', rowId: 'x', field: 'name', reason: 'edited_since' }],
      leftTotal: 1,
    }),
  });
  const user = showApp('/help');
  await screen.findByRole('heading', { name: 'Help' });
  await user.keyboard('{Control>}z{/Control}');
  expect(await screen.findByText('Undone: deletion of 3 customers')).toBeTruthy();
  expect(screen.getByText('1 value was changed since and stays as it is.')).toBeTruthy();
});

test('the question mark shows the keys that work here', async () => {
  pretendCore();
  const user = showApp('/settings/general');
  await screen.findByRole('heading', { name: 'Settings' });
  await user.keyboard('?');
  expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeTruthy();
  expect(screen.getByText('Go to Customers')).toBeTruthy();
});

test('the demo company is marked, and one click leads back', async () => {
  let open = true;
  pretendCore({
    app_state: () =>
      open ? { state: 'open', workspace: { ...workspace, demo: true } } : { state: 'closed' },
    workspace_status: () => ({ ...workspace, demo: true }),
    close_workspace: () => {
      open = false;
      return null;
    },
  });
  const user = showApp('/help');
  await user.click(await screen.findByRole('button', { name: 'Leave the demo' }));
  expect(await screen.findByText('Welcome to Kehu', {}, { timeout: 8000 })).toBeTruthy();
});

test('a core that cannot be reached is told, with a way to try again', async () => {
  pretendCore({
    preferences: () => {
      throw { kind: 'internal', incident: 'A1B2' };
    },
  });
  showApp('/help');
  expect(await screen.findByText('Something went wrong in Kehu')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('a workspace that is open for reading only says so, and nothing can be made in it', async () => {
  const locked = { ...workspace, readOnly: true };
  pretendCore({
    app_state: () => ({ state: 'open', workspace: locked }),
    workspace_status: () => locked,
    set_preferences: () => {
      throw { kind: 'read_only' };
    },
  });
  const user = showApp('/import');
  expect(await screen.findByText(/^Open for reading only: a newer Kehu/)).toBeTruthy();
  expect(await screen.findByText(/Nothing can be imported/)).toBeTruthy();
  await user.keyboard('cc');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('who acts stands at the foot of the rail, and leaves from there', async () => {
  let away = false;
  pretendCore({
    app_state: () =>
      away
        ? { state: 'locked', name: 'Acme', reason: 'person', person: null }
        : { state: 'open', workspace },
    sign_in_names: () => ['Li Lei', 'Wang Fang'],
    sign_out: () => {
      away = true;
      return null;
    },
  });
  const user = showApp('/help');
  await user.click(await screen.findByRole('button', { name: 'Li Lei' }));
  expect(screen.getByRole('menuitem', { name: /^Lock/, hidden: true })).toBeTruthy();
  await user.click(
    await screen.findByRole('menuitem', { name: 'Sign out or switch user', hidden: true }),
  );
  expect(await screen.findByRole('heading', { name: 'Sign in to "Acme"' })).toBeTruthy();
  expect(screen.queryByRole('navigation', { name: 'Areas' })).toBeNull();
});

test('one person alone with nothing to unlock with is offered neither lock nor sign-out', async () => {
  const open = { ...workspace, canLock: false };
  pretendCore({
    app_state: () => ({ state: 'open', workspace: open }),
    workspace_status: () => open,
  });
  const user = showApp('/help');
  await user.click(await screen.findByRole('button', { name: 'Li Lei' }));
  expect(
    await screen.findByRole('menuitem', { name: 'Password and security', hidden: true }),
  ).toBeTruthy();
  expect(screen.queryByRole('menuitem', { name: /^Lock/, hidden: true })).toBeNull();
  expect(screen.queryByRole('menuitem', { name: /Sign out/, hidden: true })).toBeNull();
});
