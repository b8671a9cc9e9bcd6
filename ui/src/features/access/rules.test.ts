import { expect, test } from 'vitest';
import type { RoleDraft } from '@/bindings';
import { allow, grantOf, guard, LINES, ruleOf, sameDraft, scope } from './rules';

const EMPTY: RoleDraft = { name: 'East', grants: [], fields: [] };
const line = (object: string) => {
  const found = LINES.find((known) => known.object === object);
  if (!found) throw new Error(object);
  return found;
};

test('whoever does something sees it, of their own rows to begin with', () => {
  const draft = allow(EMPTY, line('customers'), 'edit', true);
  expect(grantOf(draft, 'customers')).toEqual({
    object: 'customers',
    actions: ['see', 'edit'],
    scope: 'own',
  });
});

test('whoever sees nothing does nothing', () => {
  const edits = allow(EMPTY, line('customers'), 'edit', true);
  expect(allow(edits, line('customers'), 'see', false).grants).toEqual([]);
});

test('what has no rows of somebody is allowed on all, and needs no look where everybody looks', () => {
  const draft = allow(EMPTY, line('products'), 'create', true);
  expect(grantOf(draft, 'products')).toEqual({
    object: 'products',
    actions: ['create'],
    scope: 'all',
  });
});

test('an action the table does not show is kept', () => {
  const before: RoleDraft = {
    ...EMPTY,
    grants: [{ object: 'audit', actions: ['see', 'export'], scope: 'all' }],
  };
  const wider = scope(allow(before, line('audit'), 'see', true), 'audit', 'all');
  expect(grantOf(wider, 'audit')?.actions).toEqual(['see', 'export']);
});

test('a field has one rule or none', () => {
  const masked = guard(EMPTY, 'contacts', 'phone', 'masked');
  const hidden = guard(masked, 'contacts', 'phone', 'hidden');
  expect(ruleOf(hidden, 'contacts', 'phone')).toBe('hidden');
  expect(ruleOf(hidden, 'customers', 'phone')).toBeNull();
  expect(guard(hidden, 'contacts', 'phone', null).fields).toEqual([]);
});

test('a draft that was changed and changed back is the same', () => {
  const edits = allow(EMPTY, line('customers'), 'edit', true);
  const more = allow(edits, line('customers'), 'bulk', true);
  expect(sameDraft(edits, more)).toBe(false);
  expect(sameDraft(edits, allow(more, line('customers'), 'bulk', false))).toBe(true);
});
