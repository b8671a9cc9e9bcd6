import {
  type QueryClient,
  type QueryFilters,
  queryOptions,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query';
import type { AppInfo, AppState, OpenWorkspace } from '@/bindings';
import { api } from './api';
import { reads, resumeChanges } from './changes';
import { preferencesQuery } from './preferences';

export const appInfoQuery = queryOptions({
  queryKey: ['app-info'],
  queryFn: () => api.appInfo(),
});

export const appStateQuery = queryOptions({
  queryKey: ['app-state'],
  queryFn: () => api.appState(),
});

export const workspacesQuery = queryOptions({
  queryKey: ['workspaces'],
  queryFn: () => api.listWorkspaces(),
});

export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: () => api.workspaceStatus(),
  meta: reads('customers', 'users', 'backups'),
});

export function useAppInfo(): AppInfo {
  return useSuspenseQuery(appInfoQuery).data;
}

export function useAppState(): AppState {
  return useSuspenseQuery(appStateQuery).data;
}

/**
 * The open workspace: who is acting, its currency, whether it is read-only. Null while closed; while it is locked, what
 * was known of it, because its pages stay as they are.
 */
export function useWorkspace(): OpenWorkspace | null {
  const state = useAppState();
  const fresh = useQuery({ ...workspaceQuery, enabled: state.state === 'open' }).data ?? null;
  if (state.state === 'open') return fresh ?? state.workspace;
  return state.state === 'locked' && state.reason === 'idle' ? fresh : null;
}

/** Whether nothing can be changed: what edits is then shown as it is, or refuses kindly. */
export function useReadOnly(): boolean {
  return useWorkspace()?.readOnly ?? false;
}

/** Loads what must be known before anything is drawn. */
export async function loadBasics(client: QueryClient): Promise<void> {
  await Promise.all([
    client.ensureQueryData(preferencesQuery),
    client.ensureQueryData(appInfoQuery),
    client.ensureQueryData(appStateQuery),
  ]);
}

/**
 * To be called after a workspace was opened, created, closed or restored: forgets everything read
 * from the former one and shows the screen of the new state.
 */
export function useWorkspaceSwitched(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const state = await api.appState();
    const lasting = ['boot', 'preferences', 'app-info', 'app-state'];
    client.setQueryData(appStateQuery.queryKey, state);
    resumeChanges(false);
    const filter: QueryFilters = {
      predicate: (query) => !lasting.includes(String(query.queryKey[0])),
    };
    // What is on screen is read anew, unless nothing is open any more that could answer.
    if (state.state === 'open') await client.resetQueries(filter);
    else client.removeQueries(filter);
  };
}
