import { preferences, pretendCore, rights } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SECTIONS } from '@/features/settings/sections';

test('a change applies at once and is stored', async () => {
  const calls = pretendCore();
  const user = showApp('/settings/appearance');
  await user.click(await screen.findByRole('radio', { name: 'Compact' }));
  await waitFor(() => expect(document.documentElement.dataset.density).toBe('compact'));
  const stored = calls.mock.calls.find(([name]) => name === 'set_preferences')?.[1] ?? {};
  expect(Object.values(stored)).toEqual([{ ...preferences, density: 'compact' }]);
});

test('the search finds a section by what is in it, in either language', async () => {
  pretendCore();
  const user = showApp('/settings/general');
  const search = await screen.findByRole('searchbox', { name: 'Search settings' });
  await user.type(search, 'passphrase');
  const sections = () =>
    screen.getByRole('navigation', { name: 'Sections of the settings' }).querySelectorAll('a')
      .length;
  expect(screen.getByRole('link', { name: 'Security' })).toBeTruthy();
  expect(sections()).toBe(1);
  await user.clear(search);
  await user.type(search, '时区');
  expect(screen.getByRole('link', { name: 'Language and region' })).toBeTruthy();
});

test('sections and acts that are for others are not offered', async () => {
  pretendCore({
    my_rights: () => ({ ...rights, rules: rights.rules.filter(({ action }) => action === 'see') }),
  });
  showApp('/settings/data');
  expect(await screen.findByRole('link', { name: 'People' })).toBeTruthy();
  expect(await screen.findByRole('button', { name: 'Open folder' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Back up now' })).toBeNull();
});

test.each(SECTIONS)('the section %s has no serious barrier', async (section) => {
  pretendCore({
    list_users: () => [
      {
        id: 'u1',
        name: 'Li Lei',
        email: null,
        managerId: null,
        managerName: null,
        team: 'East',
        region: 'CN-31',
        customers: 3,
      },
    ],
    list_tags: () => [{ tag: { id: 't1', name: 'VIP', colour: 'violet' }, customers: 2 }],
    list_backups: () => [
      { id: 'b1', at: 1_800_000_000_000, sizeBytes: 1e6, kind: 'daily', verified: true },
    ],
  });
  showApp(`/settings/${section}`);
  await screen.findByRole('heading', { name: 'Settings' });
  await waitFor(() => expect(document.querySelectorAll('h2').length).toBeGreaterThan(0));
  expect(await seriousViolations()).toEqual([]);
});

test('who may only look is offered nothing that would be refused', async () => {
  pretendCore({
    my_rights: () => ({ ...rights, rules: [] }),
    list_tags: () => [{ tag: { id: 't1', name: 'VIP', colour: 'violet' }, customers: 2 }],
    list_backups: () => [
      { id: 'b1', at: 1_800_000_000_000, sizeBytes: 1e6, kind: 'daily', verified: true },
    ],
  });
  const user = showApp('/settings/tags');
  expect(await screen.findByText('VIP')).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: 'Name' })).toBeNull();
  expect(screen.queryByRole('button', { name: /VIP/ })).toBeNull();
  await user.click(screen.getByRole('link', { name: 'Custom fields' }));
  expect(await screen.findByText('No custom fields yet')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Add field' })).toBeNull();
  await user.click(screen.getByRole('link', { name: 'Data' }));
  expect(await screen.findByText('Daily')).toBeTruthy();
  for (const name of ['Back up now', 'Restore this', 'Check']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
});
