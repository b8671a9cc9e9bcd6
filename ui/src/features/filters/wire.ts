import { condition, type FilterValue, type Group, group, type Node, related } from './tree';

/** Wire form v1 of a filter: what Rust, saved views, links and the CLI read. */
type Wire =
  | { all: Wire[] }
  | { any: Wire[] }
  | { not: Wire }
  | { field: string; op: string; value?: FilterValue }
  | { relation: string; has: Wire }
  | { relation: string; hasNot: Wire };

function toWire(node: Node): Wire | null {
  if (node.kind === 'field') {
    const { field, op, value } = node;
    return value === undefined ? { field, op } : { field, op, value };
  }
  if (node.kind === 'relation') {
    const where = toWire(node.where) ?? { all: [] };
    return node.has
      ? { relation: node.relation, has: where }
      : { relation: node.relation, hasNot: where };
  }
  const parts = node.items.flatMap((item) => toWire(item) ?? []);
  const [only] = parts;
  if (only === undefined) return null;
  const joined = parts.length === 1 ? only : node.join === 'all' ? { all: parts } : { any: parts };
  return node.negated ? { not: joined } : joined;
}

function fromWire(wire: Wire): Node {
  if ('all' in wire) return group(wire.all.map(fromWire), 'all');
  if ('any' in wire) return group(wire.any.map(fromWire), 'any');
  if ('not' in wire) {
    const inner = asGroup(fromWire(wire.not));
    return inner.negated ? group([inner], 'all', true) : { ...inner, negated: true };
  }
  if ('field' in wire) return condition(wire.field, wire.op, wire.value);
  return 'has' in wire
    ? related(wire.relation, true, asGroup(fromWire(wire.has)))
    : related(wire.relation, false, asGroup(fromWire(wire.hasNot)));
}

function asGroup(node: Node): Group {
  return node.kind === 'group' ? node : group([node]);
}

/** Names the nodes by where they are, so that the same filter read again keeps its rows on screen. */
function place<N extends Node>(node: N, at: string): N {
  if (node.kind === 'group') {
    return { ...node, id: at, items: node.items.map((item, i) => place(item, `${at}.${i}`)) };
  }
  if (node.kind === 'relation') return { ...node, id: at, where: place(node.where, `${at}.where`) };
  return { ...node, id: at };
}

/** The filter as it travels; null when it lets everything through. */
export function serialise(filter: Group): string | null {
  const wire = toWire(filter);
  return wire === null ? null : JSON.stringify(wire);
}

/** Reads a filter that came from a view or a link; null when it is none. */
export function parse(json: string | null | undefined): Group | null {
  if (!json) return place(group(), 'root');
  try {
    const wire: unknown = JSON.parse(json);
    if (typeof wire !== 'object' || wire === null) return null;
    return place(asGroup(fromWire(wire as Wire)), 'root');
  } catch {
    return null;
  }
}

/** The one spelling of a filter, to tell whether two are the same. */
export function canonical(json: string | null | undefined): string | null {
  const filter = parse(json);
  return filter === null ? (json ?? null) : serialise(filter);
}
