import type { ListQuery } from '@/bindings';

/** What a list shows, and under which name where it has one. */
export type CurrentList = { query: ListQuery; title: string | null };

type Entity = 'customer' | 'contact';

const EVERYTHING: CurrentList = {
  query: { filter: null, text: null, sort: [], state: 'live' },
  title: null,
};

const lists: Record<Entity, CurrentList> = { customer: EVERYTHING, contact: EVERYTHING };

/** The list a person last stood in: a record walks through it. In memory only. */
export function currentList(entity: Entity): CurrentList {
  return lists[entity];
}

export function setCurrentList(entity: Entity, list: CurrentList): void {
  lists[entity] = list;
}
