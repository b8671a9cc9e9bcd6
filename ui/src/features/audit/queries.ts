import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AuditPage, AuditQuery, RecordName } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { GROUPS, type Group } from './groups';

/** What the page of the audit is asked for, as a link can say it. */
export type AuditFilter = {
  person?: string;
  group?: Group;
  from?: string;
  to?: string;
  record?: string;
};

export function auditQueryOf(filter: AuditFilter, before: number | null = null): AuditQuery {
  return {
    actor: filter.person ?? null,
    record: filter.record ?? null,
    ops: filter.group ? [...GROUPS[filter.group]] : [],
    from: filter.from ?? null,
    to: filter.to ?? null,
    before,
  };
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => api.listAudit(auditQueryOf(filter, pageParam)),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    // Every act may leave a line, and every name may change.
    meta: reads(),
  });

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: () => api.listRoles(),
  meta: reads('roles', 'role_grants', 'role_fields', 'user_roles'),
});

/** What a record that lines are about is called; none when it is gone, or for others. */
export type Named = Pick<RecordName, 'kind' | 'name'>;

export function namesOf(pages: readonly AuditPage[]): (id: string) => Named | undefined {
  const names = new Map(pages.flatMap((page) => page.names.map((named) => [named.record, named])));
  return (id) => names.get(id);
}

/** The record a link asks for, whether or not a line is about it. */
export const namedQuery = (id: string) =>
  queryOptions({
    queryKey: ['audit', 'named', id],
    queryFn: async (): Promise<Named | null> => {
      const customer = await api.customer(id).catch(() => null);
      if (customer) return { kind: 'customer', name: customer.name };
      const contact = await api.contact(id).catch(() => null);
      return contact && { kind: 'contact', name: contact.name };
    },
    meta: reads('customers', 'contacts'),
  });
