import { queryOptions } from '@tanstack/react-query';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

export const viewsQuery = (entity: 'customer' | 'contact') =>
  queryOptions({
    queryKey: ['views', entity],
    queryFn: () => api.listViews(entity),
    meta: reads('views', 'field_defs'),
  });
