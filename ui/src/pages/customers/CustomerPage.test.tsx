import { pretendCore } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { CustomerRecord, Purchasing } from '@/bindings';

const li = { id: 'u1', name: 'Li Lei' };

const customer: CustomerRecord = {
  id: 'k1',
  kind: 'organisation',
  name: 'Acme',
  shortName: null,
  taxCode: null,
  industry: 'Retail',
  size: 120,
  level: 'B',
  lifecycle: 'active',
  source: null,
  website: 'example.org',
  note: 'Calls back on Fridays.',
  owner: li,
  ownerSince: Date.UTC(2026, 0, 1),
  region: 'CN-44',
  lastContactAt: null,
  nextContactAt: null,
  archivedAt: null,
  deletedAt: null,
  createdAt: Date.UTC(2026, 0, 1),
  createdBy: li,
  updatedAt: Date.UTC(2026, 0, 2),
  updatedBy: li,
  methods: [
    {
      id: 'm1',
      kind: 'mobile',
      label: null,
      raw: '13800138000',
      norm: '+8613800138000',
      display: '138 0013 8000',
      position: 0,
    },
  ],
  addresses: [],
  preferences: [],
  tags: [{ id: 't1', name: 'VIP', colour: 'red' }],
  contacts: [
    {
      linkId: 'l1',
      contactId: 'c1',
      name: 'Wang Min',
      title: 'Buyer',
      role: null,
      isPrimary: true,
      fromOn: '2024-03-01',
      toOn: null,
      phone: null,
      email: null,
    },
  ],
  relations: [],
  fields: [],
  attachments: [],
};

const purchasing: Purchasing = {
  totals: [
    {
      currency: 'CNY',
      purchases: 2,
      amount: { minor: 123_400, currency: 'CNY' },
      firstOn: '2025-01-02',
      lastOn: '2026-01-02',
    },
  ],
  usualIntervalDays: null,
  intervalSpreadDays: null,
  daysSilent: 30,
  trend: 'too_little_data',
  months: [],
};

function core(record: Partial<CustomerRecord> = {}, more = {}) {
  const stored = { ...customer, ...record };
  return pretendCore({
    customer: () => ({ ...stored }),
    purchasing: () => purchasing,
    customer_neighbours: () => ({ position: 12, total: 348, previous: 'k0', next: 'k2' }),
    divisions: () => [],
    update_customer: ({ patches }) => {
      for (const { field, value } of patches as { field: string; value: string }[]) {
        Object.assign(stored, { [field]: value });
      }
      return null;
    },
    ...more,
  });
}

beforeEach(() => {
  window.localStorage.clear();
});

const heading = () => screen.findByRole('button', { name: 'Name: Acme' });

test('a record shows who the customer is, and axe finds nothing serious', async () => {
  core();
  showApp('/customers/k1');
  await heading();
  expect(screen.getByRole('button', { name: 'Level: B · important' })).toBeDefined();
  expect(await screen.findByText('12 of 348')).toBeDefined();
  expect(screen.getByText('CN¥1,234.00')).toBeDefined();
  expect(screen.getByText('Calls back on Fridays.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Wang Min' }).getAttribute('href')).toContain(
    '/contacts/c1',
  );
  expect(await seriousViolations()).toEqual([]);
});

test('a field is edited where it stands and shows what was stored', async () => {
  const calls = core();
  const user = showApp('/customers/k1');
  await heading();
  await user.click(screen.getByRole('button', { name: 'Industry: Retail' }));
  const industry = screen.getByRole('combobox', { name: 'Industry' });
  await user.clear(industry);
  await user.type(industry, 'Wholesale{Enter}');
  expect(calls).toHaveBeenCalledWith('update_customer', {
    id: 'k1',
    patches: [{ field: 'industry', value: 'Wholesale' }],
  });
  expect(await screen.findByRole('button', { name: 'Industry: Wholesale' })).toBeDefined();
});

test('a refused value stays with the reason beside it', async () => {
  core(
    {},
    {
      update_customer: () => {
        throw { kind: 'invalid', fields: [{ field: 'name', code: 'required', data: {} }] };
      },
    },
  );
  const user = showApp('/customers/k1');
  await user.click(await heading());
  await user.clear(screen.getByRole('textbox', { name: 'Name' }));
  await user.keyboard('{Enter}');
  expect(await screen.findByText('Please fill this in')).toBeDefined();
});

test('empty fields step back until they are asked for', async () => {
  core();
  const user = showApp('/customers/k1');
  await heading();
  expect(screen.queryByRole('button', { name: 'Tax code: Empty' })).toBeNull();
  await user.click(screen.getByRole('button', { name: /^Show \d empty$/ }));
  expect(screen.getByRole('button', { name: 'Tax code: Empty' })).toBeDefined();
});

test('Ctrl+Down goes on to the next customer of the list, figures open tabs', async () => {
  const calls = core();
  const user = showApp('/customers/k1');
  await heading();
  await user.keyboard('3');
  expect(await screen.findByRole('textbox', { name: 'Notes' })).toBeDefined();
  await user.keyboard('{Control>}{ArrowDown}{/Control}');
  await waitFor(() => expect(calls).toHaveBeenCalledWith('customer', { id: 'k2' }));
});

test('the note is stored with Ctrl+Enter', async () => {
  const calls = core();
  const user = showApp('/customers/k1?tab=notes');
  await user.type(await screen.findByRole('textbox', { name: 'Notes' }), ' Or Mondays.');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(calls).toHaveBeenCalledWith('update_customer', {
    id: 'k1',
    patches: [{ field: 'note', value: 'Calls back on Fridays. Or Mondays.' }],
  });
});

test('a phone number opens as a call', async () => {
  const calls = core({}, { open_link: () => null });
  const user = showApp('/customers/k1');
  await user.click(await screen.findByRole('button', { name: 'Open 138 0013 8000' }));
  expect(calls).toHaveBeenCalledWith('open_link', { url: 'tel:+8613800138000' });
});

test('a bad phone number is refused at its field', async () => {
  core(
    {},
    {
      add_method: () => {
        throw { kind: 'invalid', fields: [{ field: 'raw', code: 'phone.invalid', data: {} }] };
      },
    },
  );
  const user = showApp('/customers/k1');
  await user.click(await screen.findByRole('button', { name: 'Add a way to reach them' }));
  await user.type(screen.getByRole('textbox', { name: 'Number or address' }), '12{Enter}');
  expect(await screen.findByText(/Not a phone number/)).toBeDefined();
});

test('a deleted customer can only come back', async () => {
  const calls = core({ deletedAt: Date.UTC(2026, 10, 1, 4) }, { restore_customers: () => 1 });
  const user = showApp('/customers/k1');
  expect(await screen.findByText(/This customer was deleted on/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Add purchase' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Name: Acme' })).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('button', { name: 'Restore' }));
  expect(calls).toHaveBeenCalledWith('restore_customers', {
    selection: { mode: 'ids', ids: ['k1'] },
  });
});

test('a purchase is added with the amount as typed; what is wrong stands at its field', async () => {
  let refused = true;
  const calls = core(
    {},
    {
      list_products: () => [],
      create_purchase: () => {
        if (refused) {
          throw {
            kind: 'invalid',
            fields: [{ field: 'amount', code: 'number.invalid', data: {} }],
          };
        }
        return 'b1';
      },
    },
  );
  const user = showApp('/customers/k1');
  await user.click(await screen.findByRole('button', { name: 'Add purchase' }));
  const dialog = await screen.findByRole('dialog');
  const amount = within(dialog).getByRole('textbox', { name: 'Amount' });
  await user.type(amount, '12,5x{Enter}');
  expect(await within(dialog).findByText('Enter a number')).toBeDefined();
  refused = false;
  await user.clear(amount);
  await user.type(amount, '12.50{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const draft = calls.mock.calls.findLast(([command]) => command === 'create_purchase')?.[1].draft;
  expect(draft).toMatchObject({
    customerId: 'k1',
    amount: '12.50',
    currency: 'CNY',
    quantity: '1',
  });
});

test('a customer that is not there says so', async () => {
  core(
    {},
    {
      customer: () => {
        throw { kind: 'not_found', what: 'customer' };
      },
    },
  );
  showApp('/customers/k9');
  expect(await screen.findByText('This customer is not here')).toBeDefined();
});
