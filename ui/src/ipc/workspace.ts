import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { OpenWorkspace } from '@/bindings';
import { api } from './api';
import { reads } from './changes';

export const appInfoQuery = queryOptions({
  queryKey: ['app-info'],
  queryFn: () => api.appInfo(),
});

export const appStateQuery = queryOptions({
  queryKey: ['app-state'],
  queryFn: () => api.appState(),
});

export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: () => api.workspaceStatus(),
  meta: reads('customers', 'users'),
});

/** The open workspace: who is acting, its currency, whether it is read-only. */
export function useWorkspace(): OpenWorkspace | null {
  const state = useSuspenseQuery(appStateQuery).data;
  const open = state.state === 'open';
  const fresh = useQuery({ ...workspaceQuery, enabled: open });
  return open ? (fresh.data ?? state.workspace) : null;
}
