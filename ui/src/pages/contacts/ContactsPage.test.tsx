import { pretendCore, rights } from '@test/core';
import { layOut, seriousViolations, showApp } from '@test/render';
import { configure, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { ContactRow, Selection } from '@/bindings';

beforeEach(() => configure({ asyncUtilTimeout: 8000 }));
beforeEach(layOut);

const rows: ContactRow[] = ['王敏', '李海涛', '张秀英'].map((name, at) => ({
  id: `p${at}`,
  name,
  title: '采购经理',
  department: null,
  customer: null,
  role: null,
  phone: null,
  email: null,
  doNotContact: false,
  createdAt: 0,
  updatedAt: 0,
  archived: false,
  deleted: false,
}));

function core(answers: Parameters<typeof pretendCore>[0] = {}) {
  return pretendCore({
    list_contacts: () => ({ rows, total: rows.length }),
    count_contacts: ({ selection: given }) => {
      const selection = given as Selection;
      return selection.mode === 'ids' ? selection.ids.length : rows.length;
    },
    delete_contacts: () => 2,
    list_fields: () => [],
    contact: ({ id }) => ({
      ...rows.find((row) => row.id === id),
      methods: [],
      addresses: [],
      preferences: [],
      tags: [],
      customers: [],
      fields: [],
      attachments: [],
    }),
    ...answers,
  });
}

test('selected rows are counted and deleted by the keyboard', async () => {
  const calls = core();
  const user = showApp('/contacts');
  await screen.findByText('李海涛');
  await user.keyboard('jx');
  await user.keyboard('jx');
  const bar = await screen.findByRole('toolbar', { name: 'Actions on the selection' });
  await within(bar).findByText('2 selected');
  await user.keyboard('{Delete}');
  await waitFor(() =>
    expect(calls.mock.calls.find(([name]) => name === 'delete_contacts')?.[1].selection).toEqual({
      mode: 'ids',
      ids: ['p0', 'p1'],
    }),
  );
  expect(await screen.findByText('Deleted 2 contacts.')).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull());
});

test('Space previews the row, and j takes the preview along', async () => {
  core();
  const user = showApp('/contacts');
  await screen.findByText('李海涛');
  await user.keyboard('j ');
  const peek = await screen.findByRole('region', { name: 'Preview' });
  expect(await within(peek).findByRole('heading', { name: '王敏' })).toBeTruthy();
  await user.keyboard('j');
  expect(await within(peek).findByRole('heading', { name: '李海涛' })).toBeTruthy();
  expect(await seriousViolations()).toEqual([]);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Preview' })).toBeNull());
});

test('Enter opens the row', async () => {
  core();
  const user = showApp('/contacts');
  await screen.findByText('李海涛');
  await user.keyboard('jj{Enter}');
  await waitFor(() => expect(window.location.hash).toMatch('#/contacts/p1'));
});

test('the preview looks behind a mask, and the next row is masked again', async () => {
  const way = { id: 'm1', kind: 'mobile', label: null, position: 0 };
  const mask = { ...way, raw: '138****8000', norm: '138****8000', display: '138****8000' };
  const whole = { ...way, raw: '1', norm: '+8613800138000', display: '138 0013 8000' };
  const nothing = { addresses: [], preferences: [], tags: [], fields: [], attachments: [] };
  core({
    my_rights: () => ({
      ...rights,
      fields: [{ object: 'contacts', field: 'phone', rule: 'masked' }],
    }),
    contact: ({ id }) => ({
      ...rows.find((row) => row.id === id),
      ...nothing,
      customers: [],
      methods: [mask],
    }),
    reveal: () => ({ methods: [whole], today: 2 }),
  });
  const user = showApp('/contacts');
  await screen.findByText('李海涛');
  await user.keyboard('j ');
  const peek = await screen.findByRole('region', { name: 'Preview' });
  await user.click(await within(peek).findByRole('button', { name: 'Reveal 138****8000' }));
  expect(await within(peek).findByRole('button', { name: '138 0013 8000' })).toBeTruthy();
  expect(within(peek).getByText('2 reveals today; each is recorded in the audit')).toBeTruthy();
  await user.keyboard('j');
  expect(await within(peek).findByRole('heading', { name: '李海涛' })).toBeTruthy();
  expect(within(peek).getByText('138****8000')).toBeTruthy();
  expect(within(peek).queryByText('138 0013 8000')).toBeNull();
});
