import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { Preferences } from '@/bindings';
import { api } from './api';

export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: () => api.preferences(),
});

/** This computer's preferences; they are loaded before anything is drawn. */
export function usePreferences(): Preferences {
  return useSuspenseQuery(preferencesQuery).data;
}

/** Changes some preferences at once on screen, then on disk; a refused change goes back. */
export function useSetPreferences(): (change: Partial<Preferences>) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (next: Preferences) => api.setPreferences(next),
    onSuccess: (stored) => client.setQueryData(preferencesQuery.queryKey, stored),
    onError: () => client.invalidateQueries({ queryKey: preferencesQuery.queryKey }),
  });
  return (change) => {
    const current = client.getQueryData(preferencesQuery.queryKey);
    if (!current) return;
    const next = { ...current, ...change };
    client.setQueryData(preferencesQuery.queryKey, next);
    mutate(next);
  };
}
