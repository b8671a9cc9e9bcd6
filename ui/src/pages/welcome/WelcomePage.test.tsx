import { pretendCore, workspace } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';

const CODE = 'K7QM-4TXB-9WRD-2HNC-V5YA-8JPE-F3Z';

function closedCore(answers: Parameters<typeof pretendCore>[0] = {}) {
  let open = false;
  return pretendCore({
    app_state: () => (open ? { state: 'open', workspace } : { state: 'closed' }),
    create_workspace: () => {
      open = true;
      return { recoveryCode: CODE };
    },
    ...answers,
  });
}

test('a workspace is made, its recovery code shown once, and only then one goes on', async () => {
  const calls = closedCore();
  const user = showApp('/settings/general');
  await user.click(await screen.findByRole('button', { name: /Start empty/ }));
  await user.type(screen.getByLabelText(/Workspace name/), 'Acme');
  await user.type(screen.getByLabelText(/Your name/), 'Li Lei');
  await user.click(screen.getByRole('button', { name: 'Create' }));
  expect(await screen.findByText(CODE)).toBeTruthy();
  const begin = screen.getByRole('button', { name: 'Begin' });
  expect(begin.hasAttribute('disabled')).toBe(true);
  await user.click(screen.getByRole('checkbox', { name: 'I have written it down' }));
  await user.click(begin);
  expect(await screen.findByRole('navigation', { name: 'Areas' })).toBeTruthy();
  expect(
    Object.values(calls.mock.calls.find(([name]) => name === 'create_workspace')?.[1] ?? {}),
  ).toEqual([{ name: 'Acme', owner: 'Li Lei', passphrase: null }]);
});

test('without a keychain a passphrase is asked for, twice and the same', async () => {
  const calls = closedCore({ keychain_status: () => ({ available: false }) });
  const user = showApp();
  await user.click(await screen.findByRole('button', { name: /Start empty/ }));
  await user.type(await screen.findByLabelText(/^Passphrase \*/), 'correct horse battery');
  await user.type(screen.getByLabelText(/Type it again/), 'correct horse');
  await user.type(screen.getByLabelText(/Workspace name/), 'Acme');
  await user.type(screen.getByLabelText(/Your name/), 'Li Lei');
  await user.click(screen.getByRole('button', { name: 'Create' }));
  expect(screen.getByText('The two passphrases differ')).toBeTruthy();
  expect(calls.mock.calls.map(([name]) => name)).not.toContain('create_workspace');
});

test('fields the core refuses are told beside them', async () => {
  closedCore({
    create_workspace: () => {
      throw { kind: 'invalid', fields: [{ field: 'name', code: 'taken', data: {} }] };
    },
  });
  const user = showApp();
  await user.click(await screen.findByRole('button', { name: /Start empty/ }));
  await user.type(screen.getByLabelText(/Workspace name/), 'Acme');
  await user.type(screen.getByLabelText(/Your name/), 'Li Lei');
  await user.click(screen.getByRole('button', { name: 'Create' }));
  expect(await screen.findByText('This name is taken, choose another')).toBeTruthy();
});

test('a workspace whose key is not in the keychain asks for its passphrase', async () => {
  closedCore({
    list_workspaces: () => [
      { name: 'Acme', path: '/data/acme', demo: false, lastOpenedAt: null, risk: 'one_drive' },
    ],
    open_workspace: (args) => {
      const secret = args.secret as { kind: string };
      throw secret.kind === 'keychain' ? { kind: 'missing_key' } : { kind: 'wrong_key' };
    },
  });
  const user = showApp();
  expect(await screen.findByText(/Inside a OneDrive folder/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /Acme/ }));
  await user.type(await screen.findByLabelText(/^Passphrase \*/), 'nope');
  await user.click(screen.getByRole('button', { name: 'Open' }));
  expect(await screen.findByText('That passphrase is not right')).toBeTruthy();
});

test('the language changes every word at once', async () => {
  closedCore();
  const user = showApp();
  await screen.findByText('Welcome to Kehu');
  await user.click(screen.getByRole('radio', { name: '简体中文' }));
  expect(await screen.findByText('欢迎使用客户')).toBeTruthy();
  expect(document.documentElement.lang).toBe('zh-CN');
});

test('the first screen has no serious barrier', async () => {
  closedCore();
  showApp();
  await screen.findByText('Welcome to Kehu');
  expect(await seriousViolations()).toEqual([]);
});
