import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CustomerId } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

const PAGE = 50;

export const purchasesQuery = (customerId: CustomerId) =>
  infiniteQueryOptions({
    queryKey: ['purchases', customerId],
    queryFn: ({ pageParam }) => api.listPurchases(customerId, pageParam, PAGE),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const loaded = pages.reduce((rows, { rows: more }) => rows + more.length, 0);
      return page.rows.length > 0 && loaded < page.total ? loaded : null;
    },
    meta: reads('purchases', 'products', 'users'),
  });

export const productsQuery = (text: string) =>
  queryOptions({
    queryKey: ['products', text],
    queryFn: () => api.listProducts(text === '' ? null : text),
    meta: reads('products'),
  });

export const purchasingQuery = (customerId: CustomerId) =>
  queryOptions({
    queryKey: ['purchasing', customerId],
    queryFn: () => api.purchasing(customerId),
    meta: reads('purchases', 'customers'),
  });
