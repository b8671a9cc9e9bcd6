import { pretendCore, workspace } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

function signInCore(answers: Parameters<typeof pretendCore>[0] = {}) {
  let open = false;
  return pretendCore({
    app_state: () =>
      open
        ? { state: 'open', workspace }
        : { state: 'locked', name: 'Acme', reason: 'person', person: null },
    sign_in_names: () => ['Li Lei', '王芳'],
    open_workspace: () => {
      open = true;
      return workspace;
    },
    ...answers,
  });
}

test('one picks a name and types a password, by keyboard alone', async () => {
  const calls = signInCore();
  const user = showApp('/settings/about');
  const name = await screen.findByRole('combobox', { name: /Your name/ });
  await waitFor(() => expect(document.activeElement).toBe(name));
  expect(await seriousViolations()).toEqual([]);
  await user.type(name, '王');
  await user.keyboard('{ArrowDown}{Enter}');
  const password = screen.getByLabelText(/^Password \*/);
  await waitFor(() => expect(document.activeElement).toBe(password));
  await user.keyboard('secret{Enter}');
  expect(await screen.findByRole('navigation', { name: 'Areas' })).toBeTruthy();
  expect(calls).toHaveBeenCalledWith('open_workspace', {
    name: 'Acme',
    secret: { kind: 'person', value: { name: '王芳', password: 'secret' } },
    readOnly: false,
  });
});

test('a wait belongs to one person: another may try at once', async () => {
  signInCore({
    open_workspace: () => {
      throw { kind: 'too_many_tries', seconds: 200 };
    },
  });
  const user = showApp('/settings/about');
  const name = await screen.findByRole('combobox', { name: /Your name/ });
  await user.click(name);
  await user.click(await screen.findByRole('option', { name: 'Li Lei', hidden: true }));
  await user.type(screen.getByLabelText(/^Password \*/), 'wrong{Enter}');
  expect(await screen.findByText('The next try waits 4 minutes.')).toBeTruthy();
  const submit = screen.getByRole('button', { name: 'Sign in' });
  expect(submit).toHaveProperty('disabled', true);
  await user.click(name);
  await user.click(await screen.findByRole('option', { name: '王芳', hidden: true }));
  await waitFor(() => expect(submit).toHaveProperty('disabled', false));
});

test('after the recovery code was used another one is shown, and a refusal is told', async () => {
  const calls = signInCore({
    rotate_recovery_code: () => {
      throw { kind: 'forbidden', action: 'workspace.configure' };
    },
  });
  const user = showApp('/settings/about');
  await user.click(await screen.findByRole('radio', { name: 'Recovery code' }));
  await user.type(screen.getByRole('textbox', { name: /Recovery code/ }), 'CODE{Enter}');
  expect(await screen.findByText(/stays valid/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  expect(await screen.findByRole('navigation', { name: 'Areas' })).toBeTruthy();
  expect(calls).toHaveBeenCalledWith('open_workspace', {
    name: 'Acme',
    secret: { kind: 'recovery', value: 'CODE' },
    readOnly: false,
  });
});
