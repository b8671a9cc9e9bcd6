import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Action, CustomerId, Object as Thing, UserRef } from '@/bindings';
import { api } from './api';
import { reads } from './changes';
import { useRights } from './rights';

export const collaboratorsQuery = (customer: CustomerId) =>
  queryOptions({
    queryKey: ['collaborators', customer],
    queryFn: () => api.collaborators(customer),
    meta: reads('collaborators', 'users'),
  });

export const ownerHistoryQuery = (customer: CustomerId) =>
  queryOptions({
    queryKey: ['owner-history', customer],
    queryFn: () => api.ownerHistory(customer),
    meta: reads('customers', 'users'),
  });

/** What those may do with a customer who see it only because they help with it. */
const HELPING: readonly Action[] = ['see', 'create', 'edit', 'reveal', 'bulk'];

export type MayHere = (object: Thing, action: Action) => boolean;

/** What the one who acts may do with one customer and what hangs on it. */
export function useRightsOn(customer: { id: CustomerId; owner: UserRef | null }): MayHere {
  const rights = useRights();
  const me = rights.user?.id;
  const mine = customer.owner?.id === me;
  const helpers = useQuery({ ...collaboratorsQuery(customer.id), enabled: !mine }).data;
  const helping = mine ? undefined : helpers?.find(({ user }) => user.id === me);
  return (object, action) => {
    if (!rights.may(object, action)) return false;
    if (rights.reaches(object, action, customer.owner?.id)) return true;
    if (helping === undefined) return false;
    return action === 'see' || (helping.mayEdit && HELPING.includes(action));
  };
}
