import { queryOptions } from '@tanstack/react-query';
import type { ContactId } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

export const contactQuery = (id: ContactId) =>
  queryOptions({
    queryKey: ['contact', id],
    queryFn: () => api.contact(id),
    // A record is made of nearly every table.
    meta: reads(),
  });
