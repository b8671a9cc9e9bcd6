import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { InsightsQuery } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

export const insightsQuery = (query: InsightsQuery) =>
  queryOptions({
    queryKey: ['insights', query],
    queryFn: () => api.insights(query),
    placeholderData: keepPreviousData,
    meta: reads('customers', 'addresses', 'purchases', 'users'),
  });
