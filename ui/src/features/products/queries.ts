import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

export type ProductState = 'offered' | 'archived';

/** The core lists no more at once. */
export const LISTED = 200;

export const productsQuery = (text: string, state: ProductState) =>
  queryOptions({
    queryKey: ['products', 'page', state, text],
    queryFn: () =>
      state === 'offered' ? api.listProducts(text || null) : api.listArchivedProducts(text || null),
    placeholderData: keepPreviousData,
    meta: reads('products'),
  });
