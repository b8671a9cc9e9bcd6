import { expect, it } from 'vitest';
import { customerDraft, emptyCustomer, fieldOfForm } from './draft';

const form = {
  ...emptyCustomer('CN'),
  name: '华锐贸易',
  methods: [
    { kind: 'phone' as const, label: null, raw: ' ' },
    { kind: 'email' as const, label: null, raw: 'x@' },
  ],
};

it('sends only the lines that were filled in', () => {
  const { draft } = customerDraft(form);
  expect(draft.methods).toEqual([{ kind: 'email', label: null, raw: 'x@' }]);
  expect(draft.addresses).toEqual([]);
  expect(draft.shortName).toBeNull();
});

it('puts an error beside the line it is about', () => {
  const { lines } = customerDraft(form);
  expect(fieldOfForm('methods.0.raw', lines)).toBe('methods.1.raw');
  expect(fieldOfForm('name', lines)).toBe('name');
});

it('sends an address as soon as any part of it is known', () => {
  const { draft } = customerDraft({ ...form, address: { ...form.address, city: '深圳市' } });
  expect(draft.addresses).toHaveLength(1);
});
