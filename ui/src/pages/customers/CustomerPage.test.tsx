import { pretendCore, rights } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type {
  ContactMethod,
  CustomerRecord,
  FieldGrant,
  MyRule,
  Purchasing,
  UserRow,
} from '@/bindings';

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
    collaborators: () => [],
    owner_history: () => [],
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

const masked: ContactMethod = {
  id: 'm1',
  kind: 'mobile',
  label: null,
  raw: '138****8000',
  norm: '138****8000',
  display: '138****8000',
  position: 0,
};

/** Somebody who sees and edits all customers, with rules on fields. */
function limited(fields: FieldGrant[], without: (rule: MyRule) => boolean = () => false) {
  return {
    my_rights: () => ({ ...rights, rules: rights.rules.filter((rule) => !without(rule)), fields }),
  };
}

const phoneMasked: FieldGrant[] = [
  { object: 'customers', field: 'phone', rule: 'masked' },
  { object: 'contacts', field: 'phone', rule: 'masked' },
];

test('a masked number is revealed on asking, told how often, and hidden again', async () => {
  const calls = core(
    { methods: [masked] },
    { ...limited(phoneMasked), reveal: () => ({ methods: customer.methods, today: 3 }) },
  );
  const user = showApp('/customers/k1');
  expect(await screen.findByText('138****8000')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Open 138****8000' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Copy 138****8000' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Edit 138****8000' })).toBeNull();
  screen.getByRole('button', { name: 'Reveal 138****8000' }).focus();
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('button', { name: 'Open 138 0013 8000' })).toBeTruthy();
  expect(screen.getByText('3 reveals today; each is recorded in the audit')).toBeTruthy();
  expect(calls.mock.calls.find(([name]) => name === 'reveal')?.[1]).toEqual({
    parent: { kind: 'customer', id: 'k1' },
    field: 'phone',
  });
  await user.click(screen.getByRole('button', { name: 'Hide 138 0013 8000 again' }));
  expect(await screen.findByText('138****8000')).toBeTruthy();
  expect(await seriousViolations()).toEqual([]);
});

test('what was revealed is masked again on the next record', async () => {
  core(
    { methods: [masked] },
    {
      ...limited(phoneMasked),
      customer: ({ id }: Record<string, unknown>) => ({ ...customer, id, methods: [masked] }),
      reveal: () => ({ methods: customer.methods, today: 1 }),
    },
  );
  const user = showApp('/customers/k1');
  await user.click(await screen.findByRole('button', { name: 'Reveal 138****8000' }));
  await screen.findByText('138 0013 8000');
  await user.keyboard('{Control>}{ArrowDown}{/Control}');
  expect(await screen.findByText('138****8000')).toBeTruthy();
  expect(screen.queryByText('138 0013 8000')).toBeNull();
});

test('a contact card shows the masked number and what is behind it', async () => {
  const contacts = customer.contacts.map((contact) => ({ ...contact, phone: '139****0001' }));
  const whole = { ...masked, raw: '13900000001', display: '139 0000 0001' };
  const calls = core(
    { methods: [], contacts },
    { ...limited(phoneMasked), reveal: () => ({ methods: [whole], today: 1 }) },
  );
  const user = showApp('/customers/k1');
  await user.click(await screen.findByRole('button', { name: 'Reveal 139****0001' }));
  expect(await screen.findByText('139 0000 0001')).toBeTruthy();
  expect(calls.mock.calls.find(([name]) => name === 'reveal')?.[1].parent).toEqual({
    kind: 'contact',
    id: 'c1',
  });
});

test('without the right to reveal nothing is offered', async () => {
  core(
    { methods: [masked] },
    limited(phoneMasked, ({ action }) => action === 'reveal'),
  );
  showApp('/customers/k1');
  expect(await screen.findByText('138****8000')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Reveal/ })).toBeNull();
});

test('a read-only field opens no editor and says why; a hidden one is not drawn', async () => {
  core(
    { taxCode: '91440300X', note: null },
    limited([
      { object: 'customers', field: 'tax_code', rule: 'read_only' },
      { object: 'customers', field: 'note', rule: 'hidden' },
      { object: 'customers', field: 'email', rule: 'read_only' },
    ]),
  );
  const user = showApp('/customers/k1');
  const tax = await screen.findByRole('button', { name: 'Tax code: 91440300X' });
  await user.click(tax);
  expect(screen.queryByRole('textbox', { name: 'Tax code' })).toBeNull();
  expect(tax.getAttribute('aria-description')).toBe('Your roles let you see this, not change it');
  expect(screen.getByRole('tab', { name: /Files/ })).toBeTruthy();
  expect(screen.queryByRole('tab', { name: /Notes/ })).toBeNull();
});

test('whoever may only look is offered nothing to change, and told so', async () => {
  core(
    {},
    limited([], ({ action }) => action !== 'see'),
  );
  showApp('/customers/k1');
  expect(
    await screen.findByText('Your roles let you look at this customer, not change it.'),
  ).toBeTruthy();
  for (const name of ['Add purchase', 'Add contact', 'Transfer', 'Add a collaborator', 'Add tag']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
  expect(screen.getByRole('button', { name: 'Name: Acme' }).hasAttribute('disabled')).toBe(true);
});

test('a colleague who only helps to look changes nothing', async () => {
  const own = limited([]);
  core(
    { owner: { id: 'u2', name: 'Han Meimei' } },
    {
      my_rights: () => ({
        ...own.my_rights(),
        rules: rights.rules.map((rule) => ({ ...rule, circle: 0 })),
        circles: [['u1']],
      }),
      collaborators: () => [{ user: li, mayEdit: false }],
    },
  );
  showApp('/customers/k1');
  expect(
    await screen.findByText('Your roles let you look at this customer, not change it.'),
  ).toBeTruthy();
});

test('who sees all customers and changes only their own is offered no change of another', async () => {
  core(
    { owner: { id: 'u2', name: 'Han Meimei' } },
    {
      my_rights: () => ({
        ...rights,
        rules: rights.rules.map((rule) => ({ ...rule, circle: rule.action === 'see' ? null : 0 })),
        circles: [['u1']],
      }),
      collaborators: () => [],
    },
  );
  showApp('/customers/k1');
  expect(
    await screen.findByText('Your roles let you look at this customer, not change it.'),
  ).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Transfer' })).toBeNull();
});

test('a customer is transferred from its record, and a refusal names the right and who gives it', async () => {
  let refuse = true;
  const calls = core(
    {},
    {
      list_users: () => [person('u1', 'Li Lei'), person('u2', 'Han Meimei')],
      transfer_customers: () => {
        if (refuse) throw { kind: 'forbidden', action: 'customers.transfer.rows' };
        return 1;
      },
    },
  );
  const user = showApp('/customers/k1');
  await user.click(await screen.findByRole('button', { name: 'Transfer' }));
  await screen.findByRole('dialog', { name: 'Transfer Acme' });
  expect(screen.queryByRole('option')).toBeNull();
  await user.keyboard('{Escape}');
  const transfer = screen.getByRole('button', { name: 'Transfer' });
  await waitFor(() => expect(document.activeElement).toBe(transfer));
  await user.keyboard('{Enter}');
  const dialog = within(await screen.findByRole('dialog', { name: 'Transfer Acme' }));
  await user.click(dialog.getByRole('combobox', { name: 'New owner' }));
  expect(screen.queryByRole('option', { name: 'Li Lei', hidden: true })).toBeNull();
  await user.click(await screen.findByRole('option', { name: 'Han Meimei', hidden: true }));
  await user.click(dialog.getByRole('radio', { name: 'Ends' }));
  await user.click(dialog.getByRole('button', { name: 'Transfer' }));
  expect(
    await dialog.findByText(
      'Your right "Customers › Transfer" does not reach this record; the owner or an administrator can widen it',
    ),
  ).toBeTruthy();
  refuse = false;
  await user.click(dialog.getByRole('button', { name: 'Transfer' }));
  expect(await screen.findByText('Transferred 1 customer to Han Meimei.')).toBeTruthy();
  expect(calls.mock.calls.findLast(([name]) => name === 'transfer_customers')?.[1]).toEqual({
    selection: { mode: 'ids', ids: ['k1'] },
    to: 'u2',
    work: 'ends',
  });
});

test('former owners and collaborators stand on the record; a collaborator is added and removed', async () => {
  const calls = core(
    {},
    {
      list_users: () => [person('u1', 'Li Lei'), person('u2', 'Han Meimei'), person('u3', 'Ann')],
      owner_history: () => [
        { owner: li, from: Date.UTC(2026, 0, 1), to: null },
        { owner: { id: 'u3', name: 'Ann' }, from: Date.UTC(2025, 0, 1), to: Date.UTC(2026, 0, 1) },
      ],
      collaborators: () => [{ user: { id: 'u2', name: 'Han Meimei' }, mayEdit: false }],
      set_collaborator: () => null,
      remove_collaborator: () => null,
    },
  );
  const user = showApp('/customers/k1');
  await user.click(await screen.findByRole('button', { name: 'Show 1 earlier owner' }));
  const past = within(screen.getByRole('list', { name: 'Owner history' }));
  expect(past.getByText('Ann')).toBeTruthy();
  expect(past.getByText('Jan 1, 2025 to Jan 1, 2026')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'What Han Meimei may do: see only' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Add a collaborator' }));
  await user.click(screen.getByRole('combobox', { name: 'Colleague' }));
  await user.click(await screen.findByRole('option', { name: 'Ann', hidden: true }));
  await user.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('Ann now works on this customer too.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Remove Han Meimei' }));
  const said = (command: string) => calls.mock.calls.find(([name]) => name === command)?.[1];
  await waitFor(() => expect(said('remove_collaborator')).toEqual({ customer: 'k1', user: 'u2' }));
  expect(said('set_collaborator')).toEqual({ customer: 'k1', user: 'u3', mayEdit: true });
});

function person(id: string, name: string): UserRow {
  return {
    id,
    name,
    email: null,
    managerId: null,
    managerName: null,
    team: null,
    region: null,
    customers: 0,
  };
}
