import { queryOptions, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './api';
import { reads } from './changes';
import { useWorkspace, workspaceQuery } from './workspace';

/** The names that sign in to a workspace, read before anything is open. Nobody where one person works alone. */
export const signInNamesQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['sign-in-names', workspace],
    queryFn: () => api.signInNames(workspace),
    staleTime: 0,
  });

/** Who of the colleagues has a password. */
export const accessQuery = queryOptions({
  queryKey: ['access'],
  queryFn: async () => new Set(await api.listAccess()),
  meta: reads('users'),
});

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: () => api.listRoles(),
  meta: reads('roles', 'role_grants', 'role_fields', 'user_roles', 'users'),
});

export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: () => api.listDepartments(),
  meta: reads('departments', 'users'),
});

/** The roles of everybody, by person. */
export const rolesByPersonQuery = queryOptions({
  queryKey: ['roles-by-person'],
  queryFn: async () => {
    const people = await api.listUsers();
    const roles = await Promise.all(people.map(({ id }) => api.rolesOf(id)));
    return new Map(people.map(({ id }, place) => [id, roles[place] ?? []]));
  },
  meta: reads('user_roles', 'users'),
});

/** Whether people sign in to the open workspace with passwords of their own. */
export function useSignsIn(): boolean {
  const workspace = useWorkspace();
  const names = useQuery({
    ...signInNamesQuery(workspace?.name ?? ''),
    ...(workspace ? {} : { queryFn: skipToken }),
  });
  return (names.data?.length ?? 0) > 0;
}

/** To be called after somebody was given or lost a password: it is kept beside the database, so no change is told. */
export function useAccessChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const stale = [accessQuery.queryKey, ['sign-in-names'], workspaceQuery.queryKey];
    await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}
