import { queryOptions } from '@tanstack/react-query';
import type { CustomerId, ListQuery } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

export const customerQuery = (id: CustomerId) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: () => api.customer(id),
    // A record is made of nearly every table.
    meta: reads(),
  });

export const customerNeighboursQuery = (query: ListQuery, id: CustomerId) =>
  queryOptions({
    queryKey: ['customer-neighbours', query, id],
    queryFn: () => api.customerNeighbours(query, id),
    meta: reads(),
  });
