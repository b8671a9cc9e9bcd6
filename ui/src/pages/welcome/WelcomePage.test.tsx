import { info, pretendCore, workspace } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor } from '@testing-library/react';
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
  expect(screen.getByText('The two entries differ')).toBeTruthy();
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
  expect(await screen.findByText('欢迎使用 Kehu 客户')).toBeTruthy();
  expect(document.documentElement.lang).toBe('zh-CN');
});

test('the first screen has no serious barrier', async () => {
  closedCore();
  showApp();
  await screen.findByText('Welcome to Kehu');
  expect(await seriousViolations()).toEqual([]);
});

test('a workspace that a newer program saved is offered for reading only', async () => {
  const calls = closedCore({
    list_workspaces: () => [
      { name: 'Acme', path: '/data/acme', demo: false, lastOpenedAt: null, risk: null },
    ],
    open_workspace: ({ readOnly }) => {
      if (!readOnly) throw { kind: 'schema_too_new', found: '30000101000000', known: '1' };
      return { ...workspace, readOnly: true };
    },
  });
  const user = showApp();
  await user.click(await screen.findByRole('button', { name: /Acme/ }));
  expect(await screen.findByText('A newer Kehu saved this workspace')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Open for reading only' }));
  await waitFor(() => {
    const asked = calls.mock.calls.filter(([name]) => name === 'open_workspace');
    expect(asked.map(([, args]) => args.readOnly)).toEqual([false, true]);
  });
});

test('a workspace that waits since a newer program saved it is opened for reading only', async () => {
  const calls = pretendCore({
    app_state: () => ({ state: 'locked', name: 'Acme', reason: 'newer' }),
    open_workspace: () => workspace,
  });
  const user = showApp();
  await user.click(await screen.findByRole('button', { name: 'Open for reading only' }));
  const asked = calls.mock.calls.find(([name]) => name === 'open_workspace')?.[1];
  expect(asked).toEqual({ name: 'Acme', secret: { kind: 'keychain' }, readOnly: true });
});

test('a workspace that lies elsewhere is picked and opened; a folder without one is told', async () => {
  let picked: string | null = null;
  const calls = closedCore({
    pick_workspace: () => {
      if (picked === null) throw { kind: 'not_found', what: 'workspace' };
      return picked;
    },
    open_workspace: () => workspace,
  });
  const user = showApp();
  const open = await screen.findByRole('button', { name: 'Open existing file…' });
  await user.click(open);
  expect(await screen.findByText('No workspace in that folder')).toBeTruthy();
  picked = 'Acme (2)';
  await user.click(open);
  await waitFor(() =>
    expect(calls).toHaveBeenCalledWith('open_workspace', expect.objectContaining({ name: picked })),
  );
});

test('the data folder can be changed and put back', async () => {
  let chosen = false;
  const usual = { ...info };
  closedCore({
    app_info: () =>
      chosen
        ? { ...usual, dataDir: '/net/shared', dataDirChosen: true, dataDirRisk: 'network' }
        : usual,
    pick_data_folder: () => {
      chosen = true;
      return true;
    },
    reset_data_folder: () => {
      chosen = false;
      return null;
    },
  });
  const user = showApp();
  await user.click(await screen.findByRole('button', { name: 'Change the folder' }));
  expect(await screen.findByText('New workspaces are kept in /net/shared')).toBeTruthy();
  expect(screen.getByText(/On a network drive/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Use the usual folder' }));
  expect(await screen.findByText('New workspaces are kept in /data/kehu')).toBeTruthy();
});
