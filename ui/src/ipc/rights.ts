import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Action, FieldRule, GuardedField, Object as Thing, UserId, UserRef } from '@/bindings';
import { api } from './api';
import { reads } from './changes';

export const rightsQuery = queryOptions({
  queryKey: ['rights'],
  queryFn: () => api.myRights(),
  meta: reads('users', 'roles', 'role_grants', 'role_fields', 'user_roles'),
});

export type Rights = {
  /** Allowed on some rows at least. */
  may: (object: Thing, action: Action) => boolean;
  /** Allowed on every row. */
  all: (object: Thing, action: Action) => boolean;
  /** Allowed on the rows of this owner; without one, on those nobody owns. */
  reaches: (object: Thing, action: Action, owner: UserId | undefined) => boolean;
  /** The rule of a field; none means that it is open. */
  field: (object: Thing, field: GuardedField) => FieldRule | undefined;
  /** Who acts; unknown until the core has answered. */
  user: UserRef | undefined;
};

/** What the one who acts may do, so that nothing is offered that would be refused. Nothing until the core has answered. */
export function useRights(): Rights {
  const rights = useQuery(rightsQuery).data;
  const rule = (object: Thing, action: Action) =>
    rights?.rules.find((known) => known.object === object && known.action === action);
  const reached = (circle: number, owner: UserId) =>
    rights?.circles[circle]?.includes(owner) === true;
  return {
    may: (object, action) => rule(object, action) !== undefined,
    all: (object, action) => rule(object, action)?.circle === null,
    reaches: (object, action, owner) => {
      const circle = rule(object, action)?.circle;
      if (circle === undefined) return false;
      return circle === null || (owner !== undefined && reached(circle, owner));
    },
    field: (object, field) =>
      rights?.fields.find((known) => known.object === object && known.field === field)?.rule,
    user: rights?.user,
  };
}
