import { pretendCore } from '@test/core';
import { seriousViolations, show } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { CustomerDraft, DuplicateProbe } from '@/bindings';
import { CreateCustomer } from './CreateCustomer';

function core(answers: Parameters<typeof pretendCore>[0] = {}) {
  return pretendCore({
    customer_duplicates: () => [],
    create_customer: () => 'c9',
    suggest_values: () => [],
    divisions: () => [],
    ...answers,
  });
}

test('a possible duplicate is shown while typing, with its owner and the way to it', async () => {
  const onOpen = vi.fn();
  core({
    customer_duplicates: ({ probe }) =>
      (probe as DuplicateProbe).name?.includes('华锐')
        ? [
            {
              customer: { id: 'c1', name: '深圳华锐贸易' },
              ownerName: 'Han Meimei',
              matchedOn: 'name',
              value: '华锐',
            },
          ]
        : [],
  });
  const user = await show(<CreateCustomer onClose={vi.fn()} onOpen={onOpen} />);
  await user.type(await screen.findByRole('textbox', { name: /Name/ }), '华锐');
  expect(await screen.findByText('1 customer may be the same')).toBeTruthy();
  expect(screen.getByText(/Owner Han Meimei/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '深圳华锐贸易' }));
  expect(onOpen).toHaveBeenCalledWith('c1');
});

test('a hit outside of what one sees says whose it is, masked, and leads nowhere', async () => {
  core({
    customer_duplicates: () => [
      { customer: null, ownerName: 'Han Meimei', matchedOn: 'phone', value: '138****8000' },
      { customer: null, ownerName: null, matchedOn: 'name', value: '深圳****' },
    ],
  });
  const user = await show(<CreateCustomer onClose={vi.fn()} onOpen={vi.fn()} />);
  await user.type(await screen.findByRole('textbox', { name: /Name/ }), '华锐');
  const hint = within(await screen.findByRole('status'));
  expect(hint.getByText('A customer of Han Meimei, outside what you may see')).toBeTruthy();
  expect(hint.getByText('same phone 138****8000 · Ask Han Meimei before you go on')).toBeTruthy();
  expect(hint.getByText('same name 深圳****')).toBeTruthy();
  expect(hint.queryByRole('button')).toBeNull();
});

test('what Rust refuses is said beside each field, and the first gets the focus', async () => {
  core({
    create_customer: () => {
      throw {
        kind: 'invalid',
        fields: [
          { field: 'name', code: 'required', data: {} },
          { field: 'methods.0.raw', code: 'phone.invalid', data: {} },
        ],
      };
    },
  });
  const user = await show(<CreateCustomer onClose={vi.fn()} onOpen={vi.fn()} />);
  await user.type(await screen.findByRole('textbox', { name: 'Number or address' }), 'abc');
  await user.click(screen.getByRole('button', { name: /Create customer/ }));
  expect(await screen.findByText('Please fill this in')).toBeTruthy();
  expect(screen.getByText(/Not a phone number/)).toBeTruthy();
  const name = screen.getByRole('textbox', { name: /Name/ });
  await waitFor(() => expect(document.activeElement).toBe(name));
});

test('an error in a folded field unfolds it', async () => {
  core({
    create_customer: () => {
      throw {
        kind: 'invalid',
        fields: [{ field: 'taxCode', code: 'too_long', data: { max: '50' } }],
      };
    },
  });
  const user = await show(<CreateCustomer onClose={vi.fn()} onOpen={vi.fn()} />);
  await user.type(await screen.findByRole('textbox', { name: /Name/ }), 'Acme');
  await user.click(screen.getByRole('button', { name: /Create customer/ }));
  const tax = await screen.findByRole('textbox', { name: 'Tax code' });
  await waitFor(() => expect(document.activeElement).toBe(tax));
});

test('Ctrl+Enter saves from any field and opens the new customer', async () => {
  const calls = core();
  const onOpen = vi.fn();
  const user = await show(<CreateCustomer onClose={vi.fn()} onOpen={onOpen} />);
  await user.type(await screen.findByRole('textbox', { name: /Name/ }), 'Acme');
  await user.type(
    screen.getByRole('textbox', { name: 'Number or address' }),
    '13800138000{Control>}{Enter}{/Control}',
  );
  await waitFor(() => expect(onOpen).toHaveBeenCalledWith('c9'));
  const draft = calls.mock.calls.find(([name]) => name === 'create_customer')?.[1]
    .draft as CustomerDraft;
  expect(draft).toMatchObject({
    name: 'Acme',
    ownerId: 'u1',
    methods: [{ kind: 'phone', raw: '13800138000' }],
  });
});

test('the dialog has no serious accessibility fault', async () => {
  core();
  const user = await show(<CreateCustomer onClose={vi.fn()} onOpen={vi.fn()} />);
  await user.click(await screen.findByRole('button', { name: 'More fields' }));
  expect(await seriousViolations()).toEqual([]);
});
