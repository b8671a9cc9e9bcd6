import { describe, expect, it } from 'vitest';
import { append, condition, group, related, replace } from './tree';
import { canonical, parse, serialise } from './wire';

const WIRES = [
  { field: 'level', op: 'is', value: 'A' },
  { field: 'note', op: 'empty' },
  {
    all: [
      { field: 'level', op: 'in', value: ['A', 'B'] },
      {
        any: [
          { field: 'city', op: 'is', value: '深圳' },
          { field: 'name', op: 'contains', value: '"\\' },
        ],
      },
      { not: { field: 'last_contact_at', op: 'last_n_days', value: 30 } },
    ],
  },
  {
    not: {
      any: [
        { field: 'level', op: 'is', value: 'C' },
        { field: 'level', op: 'empty' },
      ],
    },
  },
  { not: { not: { field: 'level', op: 'is', value: 'C' } } },
  { relation: 'contacts', has: { all: [] } },
  { relation: 'contacts', hasNot: { field: 'title', op: 'contains', value: 'CEO' } },
  { field: 'created_at', op: 'between', value: { from: '2026-01-01', to: '2026-03-31' } },
];

describe('filters on the wire', () => {
  it.each(WIRES.map((wire) => JSON.stringify(wire)))('come back as they went: %s', (wire) => {
    const filter = parse(wire);
    expect(filter && serialise(filter)).toBe(wire);
  });

  it('say nothing when they filter nothing', () => {
    expect(serialise(group())).toBeNull();
    expect(serialise(group([group(), group([group()])]))).toBeNull();
    expect(canonical('{"all":[]}')).toBeNull();
  });

  it('have one spelling whatever the grouping around a single condition', () => {
    const plain = '{"field":"level","op":"is","value":"A"}';
    expect(canonical(`{"all":[{"any":[${plain}]}]}`)).toBe(plain);
  });

  it('refuse what is not a filter', () => {
    expect(parse('{"all":')).toBeNull();
    expect(parse('7')).toBeNull();
    expect(parse('{}')).toBeNull();
  });
});

describe('the tree', () => {
  it('changes and removes nodes at any depth', () => {
    const city = condition('city', 'is', '深圳');
    const inner = related('contacts', true, group([city]));
    const root = group([group([inner], 'any')]);
    const moved = replace(root, city.id, { ...city, value: '广州' });
    expect(serialise(moved)).toContain('广州');
    expect(serialise(replace(moved, city.id, null))).toBe(
      '{"relation":"contacts","has":{"all":[]}}',
    );
  });

  it('appends to the group that was asked for', () => {
    const inner = group([], 'any');
    const root = group([inner]);
    expect(serialise(append(root, inner.id, condition('level', 'is', 'A')))).toBe(
      '{"field":"level","op":"is","value":"A"}',
    );
  });
});
