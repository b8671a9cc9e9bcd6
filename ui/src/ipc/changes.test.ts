import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { invalidate, reads } from './changes';

function staleAfter(tables: string[], meta: Record<string, unknown> | undefined) {
  const client = new QueryClient();
  client
    .getQueryCache()
    .build(client, { queryKey: ['q'], meta })
    .setData('read');
  invalidate(client, { tables, roots: null });
  return client.getQueryState(['q'])?.isInvalidated;
}

test('a query is read anew when one of its tables changed', () => {
  expect(staleAfter(['tags', 'customers'], reads('customers'))).toBe(true);
});

test('a query of other tables is left alone', () => {
  expect(staleAfter(['products'], reads('customers', 'contacts'))).toBe(false);
});

test('a query that names no table is read anew after any change', () => {
  expect(staleAfter(['products'], reads())).toBe(true);
});

test('a query that does not read the store is left alone', () => {
  expect(staleAfter(['products'], undefined)).toBe(false);
});

test('when changes were missed, whatever reads the store is read anew', () => {
  expect(staleAfter(['*'], reads('customers'))).toBe(true);
  expect(staleAfter(['*'], undefined)).toBe(false);
});
