import type { FieldInfo, FilterValue } from '@/bindings';
import type { Condition, Group, Node } from './tree';

/** What an operator wants to be told, and so which editor stands beside it. */
export type ValueShape =
  | 'nothing'
  | 'text'
  | 'words'
  | 'number'
  | 'numbers'
  | 'days'
  | 'date'
  | 'dates'
  | 'choice'
  | 'choices'
  | 'flag';

type Kind = FieldInfo['kind'];

const LISTED = new Set<Kind>(['enum', 'user', 'region', 'tags']);
const DATED = new Set<Kind>(['date', 'instant']);
const COUNTED = new Set<Kind>(['number', 'money']);
const ALONE = /^(not_)?empty$|^(this|last|next)_(week|month|quarter|year)$/;
const ALONE_WORDS = new Set(['today', 'yesterday', 'tomorrow', 'overdue', 'true', 'false']);

export function isFlag(info: FieldInfo): boolean {
  return info.values.length === 2 && info.values.includes('true') && info.values.includes('false');
}

export function shapeOf(info: FieldInfo, op: string): ValueShape {
  const { kind } = info;
  if (ALONE.test(op) || ALONE_WORDS.has(op)) return 'nothing';
  if (op.includes('_n_')) return 'days';
  if (op === 'between') return DATED.has(kind) ? 'dates' : 'numbers';
  if (['any', 'all', 'none'].includes(op)) return LISTED.has(kind) ? 'choices' : 'words';
  if (isFlag(info)) return 'flag';
  if (LISTED.has(kind) && (op === 'is' || op === 'is_not')) return 'choice';
  if (DATED.has(kind)) return 'date';
  if (COUNTED.has(kind)) return 'number';
  return 'text';
}

/** The operator a new condition starts with: the one people mean most often. */
export function usualOp(info: FieldInfo): string {
  const wanted = { text: 'contains', tags: 'any', instant: 'last_n_days', date: 'last_n_days' };
  const usual = wanted[info.kind as keyof typeof wanted] ?? 'is';
  return info.ops.includes(usual) ? usual : (info.ops[0] ?? 'is');
}

export function usualValue(info: FieldInfo, op: string): FilterValue | undefined {
  const shape = shapeOf(info, op);
  if (shape === 'days') return 30;
  if (shape === 'flag') return true;
  if (shape === 'choices' || shape === 'words') return [];
  return undefined;
}

/** Keeps the value where the new operator can still use it. */
export function changeOp(condition: Condition, info: FieldInfo, op: string): Condition {
  const before = shapeOf(info, condition.op);
  const after = shapeOf(info, op);
  if (before === after) return { ...condition, op };
  const { value } = condition;
  if (before === 'choice' && after === 'choices' && typeof value === 'string') {
    return { ...condition, op, value: [value] };
  }
  if (before === 'choices' && after === 'choice' && Array.isArray(value)) {
    return { ...condition, op, value: value[0] };
  }
  return { ...condition, op, value: usualValue(info, op) };
}

function isComplete({ value }: Condition, shape: ValueShape): boolean {
  switch (shape) {
    case 'nothing':
      return true;
    case 'choices':
    case 'words':
      return Array.isArray(value) && value.length > 0;
    case 'dates':
    case 'numbers':
      return (
        typeof value === 'object' &&
        value !== null &&
        'from' in value &&
        value.from !== '' &&
        value.to !== ''
      );
    default:
      return value !== undefined && value !== null && value !== '';
  }
}

/** Without the conditions that still wait for their value: those filter nothing yet. */
export function complete(filter: Group, infoOf: (field: string) => FieldInfo | undefined): Group {
  const items = filter.items.flatMap((item): Node[] => {
    if (item.kind === 'group') return [complete(item, infoOf)];
    if (item.kind === 'relation') return [{ ...item, where: complete(item.where, infoOf) }];
    const info = infoOf(item.field);
    return !info || isComplete(item, shapeOf(info, item.op)) ? [item] : [];
  });
  return { ...filter, items };
}
