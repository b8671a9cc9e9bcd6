import { preferences, pretendCore, rights, workspace } from '@test/core';
import { showApp } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

function security(answers: Parameters<typeof pretendCore>[0] = {}) {
  const calls = pretendCore(answers);
  const sent = (command: string) =>
    calls.mock.calls.filter(([name]) => name === command).map(([, args]) => args);
  return { user: showApp('/settings/security'), sent };
}

test('it says what it protects against and what it cannot', async () => {
  security();
  expect(await screen.findByText('A stolen or lost computer')).toBeTruthy();
  expect(screen.getByText('The owner of the computer who holds the key')).toBeTruthy();
});

test('the minutes until it locks are kept, and never is one of them', async () => {
  const { user, sent } = security();
  await user.click(await screen.findByRole('combobox', { name: 'Lock by itself' }));
  await user.click(await screen.findByRole('option', { name: 'Never', hidden: true }));
  await waitFor(() =>
    expect(sent('set_preferences')).toEqual([
      { preferences: { ...preferences, lockAfterMinutes: null } },
    ]),
  );
});

test('where there is nothing to unlock with, that is said and nothing locks', async () => {
  const open = { ...workspace, canLock: false, passphrase: false };
  security({
    app_state: () => ({ state: 'open', workspace: open }),
    workspace_status: () => open,
  });
  expect(await screen.findByText(/Set a password first/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Lock/ })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Change the passphrase' })).toBeNull();
});

test('a wrong present password is told beside its field', async () => {
  const { user } = security({
    sign_in_names: () => ['Li Lei'],
    change_password: () => {
      throw { kind: 'wrong_key' };
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Change the password' }));
  await user.type(await screen.findByLabelText(/^Current password \*/), 'wrong');
  await user.type(screen.getByLabelText(/^New password \*/), 'correct horse');
  await user.type(screen.getByLabelText(/Type it again/), 'correct horse{Enter}');
  expect(await screen.findByText('That password is not right')).toBeTruthy();
});

test('a new recovery code is shown once and goes only when it is written down', async () => {
  const { user, sent } = security({ rotate_recovery_code: () => 'NEW1-CODE' });
  await user.click(await screen.findByRole('button', { name: 'Replace the recovery code' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByText(/The current code stops working/);
  expect(sent('rotate_recovery_code')).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Replace the recovery code' }));
  expect(await screen.findByText('NEW1-CODE')).toBeTruthy();
  await user.keyboard('{Escape}');
  expect(screen.getByText('NEW1-CODE')).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'I have written it down' }));
  await user.click(screen.getByRole('button', { name: 'Done' }));
  await waitFor(() => expect(screen.queryByText('NEW1-CODE')).toBeNull());
});

test('a new key tells how far it is and cannot be left halfway', async () => {
  let end: (value: null) => void = () => undefined;
  const { user } = security({
    rekey: () =>
      new Promise((resolve) => {
        end = resolve;
      }),
  });
  await user.click(await screen.findByRole('button', { name: 'Change the key' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('button', { name: 'Change the key' }));
  expect(await within(dialog).findByText('Encrypting the database anew')).toBeTruthy();
  await user.keyboard('{Escape}');
  expect(screen.getByRole('dialog')).toBeTruthy();
  end(null);
  expect(await screen.findByText('The database has a new key')).toBeTruthy();
});

test('who does not hold the keys is offered neither another code nor another key', async () => {
  security({
    my_rights: () => ({
      ...rights,
      rules: rights.rules.filter(({ object }) => object !== 'workspace'),
    }),
  });
  await screen.findByText('Your password');
  expect(screen.queryByRole('button', { name: 'Replace the recovery code' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Change the key' })).toBeNull();
});
