import { queryOptions } from '@tanstack/react-query';
import type { ContactId, ListQuery } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

export const contactQuery = (id: ContactId) =>
  queryOptions({
    queryKey: ['contact', id],
    queryFn: () => api.contact(id),
    // A record is made of nearly every table.
    meta: reads(),
  });

export const contactNeighboursQuery = (query: ListQuery, id: ContactId) =>
  queryOptions({
    queryKey: ['contact-neighbours', query, id],
    queryFn: () => api.contactNeighbours(query, id),
    meta: reads(),
  });
