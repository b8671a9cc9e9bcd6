import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Instant } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

export const historyQuery = (root: string) =>
  infiniteQueryOptions({
    queryKey: ['history', root],
    queryFn: ({ pageParam }) => api.history(root, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    meta: reads(),
  });

export const asOfQuery = (root: string, at: Instant) =>
  queryOptions({
    queryKey: ['record-as-of', root, at],
    queryFn: () => api.recordAsOf(root, at),
    meta: reads(),
  });
