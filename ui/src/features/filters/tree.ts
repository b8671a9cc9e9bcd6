/** What a condition compares with; which of these it is follows from field and operator. */
export type FilterValue = string | number | string[] | null | { from: string; to: string };

/**
 * The filter as the builder edits it. Every node has an id of its own, so that a row keeps its
 * place while others come and go. On the wire it is the form of `parse` and `serialise`.
 */
export type Condition = {
  kind: 'field';
  id: string;
  field: string;
  op: string;
  value: FilterValue | undefined;
};

export type Related = {
  kind: 'relation';
  id: string;
  relation: string;
  has: boolean;
  where: Group;
};

export type Group = {
  kind: 'group';
  id: string;
  join: 'all' | 'any';
  negated: boolean;
  items: Node[];
};

export type Node = Condition | Related | Group;

let ids = 0;
const newId = () => `f${++ids}`;

export function group(items: Node[] = [], join: Group['join'] = 'all', negated = false): Group {
  return { kind: 'group', id: newId(), join, negated, items };
}

export function condition(field: string, op: string, value?: FilterValue): Condition {
  return { kind: 'field', id: newId(), field, op, value };
}

export function related(relation: string, has: boolean, where: Group = group()): Related {
  return { kind: 'relation', id: newId(), relation, has, where };
}

/** Replaces the node with this id, or takes it out. */
export function replace(root: Group, id: string, next: Node | null): Group {
  const items = root.items.flatMap((item): Node[] => {
    if (item.id === id) return next ? [next] : [];
    if (item.kind === 'group') return [replace(item, id, next)];
    if (item.kind === 'relation') return [{ ...item, where: replace(item.where, id, next) }];
    return [item];
  });
  return { ...root, items };
}

/** Puts a node at the end of the group with this id, wherever it is. */
export function append(root: Group, id: string, node: Node): Group {
  if (root.id === id) return { ...root, items: [...root.items, node] };
  const items = root.items.map((item): Node => {
    if (item.kind === 'group') return append(item, id, node);
    if (item.kind === 'relation') return { ...item, where: append(item.where, id, node) };
    return item;
  });
  return { ...root, items };
}
