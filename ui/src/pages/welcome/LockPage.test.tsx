import { lockItself, pretendCore, workspace } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

type Answers = Parameters<typeof pretendCore>[0];

/** A core that locks and unlocks; with `person`, it is theirs to unlock. */
function lockingCore(person: string | null, answers: Answers = {}) {
  const core = { locked: false, signedOut: false };
  const calls = pretendCore({
    app_state: () => {
      if (core.signedOut) return { state: 'locked', name: 'Acme', reason: 'person', person: null };
      return core.locked
        ? { state: 'locked', name: 'Acme', reason: 'idle', person }
        : { state: 'open', workspace };
    },
    sign_in_names: () => (person === null ? [] : [person, 'Wang Fang']),
    lock_workspace: () => {
      core.locked = true;
      return null;
    },
    unlock_workspace: () => {
      core.locked = false;
      return null;
    },
    sign_out: () => {
      core.signedOut = true;
      return null;
    },
    ...answers,
  });
  return { core, calls };
}

const page = () => screen.getByRole('heading', { name: 'Settings', hidden: true });

async function typeSomething() {
  const user = showApp('/settings/tags');
  const search = await screen.findByRole('searchbox', { name: 'Search settings' });
  await user.type(search, 'tag');
  return { user, search };
}

test('what is typed lies unreachable beneath the lock and is there when it is unlocked', async () => {
  const { calls } = lockingCore('Li Lei');
  const { user, search } = await typeSomething();
  await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}');
  const password = await screen.findByLabelText(/^Password \*/);
  await waitFor(() => expect(document.activeElement).toBe(password));
  expect(page().closest('[inert]')).not.toBeNull();
  expect(screen.getByText('Li Lei', { selector: '[data-lock] *' })).toBeTruthy();
  expect(screen.getByRole('dialog', { name: '"Acme" is locked' })).toBeTruthy();
  expect(await seriousViolations()).toEqual([]);

  await user.type(password, 'secret{Enter}');
  await waitFor(() => expect(document.querySelector('[data-lock]')).toBeNull());
  expect(calls).toHaveBeenCalledWith('unlock_workspace', {
    secret: { kind: 'person', value: { name: 'Li Lei', password: 'secret' } },
  });
  expect(page().closest('[inert]')).toBeNull();
  expect(search).toHaveProperty('value', 'tag');
  expect(document.activeElement).toBe(search);
});

test('it locks by itself, and no key reaches the page beneath', async () => {
  const { core } = lockingCore(null);
  const { user, search } = await typeSomething();
  core.locked = true;
  await lockItself();
  const passphrase = await screen.findByLabelText(/^Passphrase \*/);
  fireEvent.keyDown(search, { key: 'Escape' });
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  await user.click(passphrase);
  await user.keyboard('{Escape}?gc');
  expect(passphrase).toHaveProperty('value', '?gc');
  expect(window.location.hash).toBe('#/settings/tags');
  expect(screen.queryByRole('dialog', { name: 'Search and commands' })).toBeNull();
  expect(search).toHaveProperty('value', 'tag');
});

test('a field that loses the focus to the lock does not take it for being left', async () => {
  const { core, calls } = lockingCore(null, {
    list_tags: () => [{ tag: { id: 't1', name: 'VIP', colour: 'violet' }, customers: 2 }],
    update_tag: () => null,
  });
  const user = showApp('/settings/tags');
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.type(name, 'Half ty');
  core.locked = true;
  await lockItself();
  await screen.findByLabelText(/^Passphrase \*/);
  expect(calls.mock.calls.map(([command]) => command)).not.toContain('update_tag');
  expect(name).toHaveProperty('value', 'Half ty');
});

test('a wrong password is told, and too many of them are kept waiting', async () => {
  let tries = 0;
  lockingCore('Li Lei', {
    unlock_workspace: () => {
      tries += 1;
      throw tries === 1 ? { kind: 'wrong_key' } : { kind: 'too_many_tries', seconds: 32 };
    },
  });
  const { user } = await typeSomething();
  await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}');
  const password = await screen.findByLabelText(/^Password \*/);
  await user.type(password, 'wrong{Enter}');
  expect(await screen.findByText(/That password is not right/)).toBeTruthy();
  await user.type(password, 'wrong{Enter}');
  expect(await screen.findByText('The next try waits 32 seconds.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Unlock' })).toHaveProperty('disabled', true);
});

test('the recovery code unlocks, and another takes its place before the page shows', async () => {
  lockingCore('Li Lei', { rotate_recovery_code: () => 'NEW1-CODE' });
  const { user } = await typeSomething();
  await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}');
  await screen.findByLabelText(/^Password \*/);
  await user.click(screen.getByRole('radio', { name: 'Recovery code' }));
  await user.type(screen.getByRole('textbox', { name: /Recovery code/ }), 'OLD{Enter}');
  expect(await screen.findByText('NEW1-CODE')).toBeTruthy();
  expect(page().closest('[inert]')).not.toBeNull();
  await user.click(screen.getByRole('checkbox', { name: 'I have written it down' }));
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await waitFor(() => expect(document.querySelector('[data-lock]')).toBeNull());
});

test('somebody else signs in only after hearing what is lost', async () => {
  const { calls } = lockingCore('Li Lei');
  const { user } = await typeSomething();
  await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}');
  await user.click(await screen.findByRole('button', { name: 'Somebody else signs in' }));
  expect(screen.getByText('What Li Lei has typed and not saved is lost.')).toBeTruthy();
  expect(calls.mock.calls.map(([command]) => command)).not.toContain('sign_out');
  await user.click(screen.getByRole('button', { name: 'Leave' }));
  expect(await screen.findByRole('heading', { name: 'Sign in to "Acme"' })).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Settings', hidden: true })).toBeNull();
  // Whoever comes next begins at the beginning, not where somebody else was.
  await waitFor(() => expect(window.location.hash).toBe('#/customers'));
  // The route has begun to load its page; the test does not end in the middle of it.
  await import('@/pages/customers/CustomersPage');
});

test('somebody at the keyboard keeps it from locking, told every half minute at most', async () => {
  const { calls } = lockingCore(null);
  const { user } = await typeSomething();
  await user.keyboard('abc');
  expect(calls.mock.calls.filter(([command]) => command === 'still_here')).toHaveLength(1);
});
