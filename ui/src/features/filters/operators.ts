import type { FieldInfo } from '@/bindings';
import type { Condition, FilterValue, Group, Node } from './tree';

/** What an operator wants to be told, and so which editor stands beside it. */
export type ValueShape =
  | 'nothing'
  | 'text'
  | 'number'
  | 'numbers'
  | 'money'
  | 'moneys'
  | 'days'
  | 'date'
  | 'dates'
  | 'choice'
  | 'choices';

type Kind = FieldInfo['kind'];

const LISTED = new Set<Kind>(['enum', 'user', 'region', 'tags']);
const DATED = new Set<Kind>(['date', 'instant']);
const MANY = new Set(['in', 'not_in', 'any', 'all', 'none']);
const ALONE = /^(not_)?empty$|^(this|last|next)_(week|month|quarter|year)$/;
const ALONE_WORDS = new Set(['today', 'yesterday', 'tomorrow', 'overdue']);

export function shapeOf({ kind }: FieldInfo, op: string): ValueShape {
  if (ALONE.test(op) || ALONE_WORDS.has(op)) return 'nothing';
  if (op.includes('_n_')) return 'days';
  if (LISTED.has(kind)) return MANY.has(op) ? 'choices' : 'choice';
  if (DATED.has(kind)) return op === 'between' ? 'dates' : 'date';
  if (kind === 'money') return op === 'between' ? 'moneys' : 'money';
  if (kind === 'number') return op === 'between' ? 'numbers' : 'number';
  return 'text';
}

const USUAL: Record<Kind, string> = {
  text: 'contains',
  number: 'gte',
  money: 'gte',
  date: 'last_n_days',
  instant: 'last_n_days',
  enum: 'in',
  user: 'in',
  region: 'in',
  tags: 'any',
  relation: 'has',
};

/** The operator a new condition starts with: the one people mean most often. */
export function usualOp(info: FieldInfo): string {
  const usual = USUAL[info.kind];
  return info.ops.includes(usual) ? usual : (info.ops[0] ?? usual);
}

export function usualValue(info: FieldInfo, op: string): FilterValue | undefined {
  const shape = shapeOf(info, op);
  if (shape === 'days') return 30;
  if (shape === 'choices') return [];
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
      return Array.isArray(value) && value.length > 0;
    case 'dates':
    case 'numbers':
    case 'moneys':
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

/** The field by its name; within a relation by its name there. */
export type InfoOf = (field: string, scope: string | null) => FieldInfo | undefined;

/** Without the conditions that still wait for their value: those filter nothing yet. */
export function complete(filter: Group, infoOf: InfoOf, scope: string | null = null): Group {
  const items = filter.items.flatMap((item): Node[] => {
    if (item.kind === 'group') return [complete(item, infoOf, scope)];
    if (item.kind === 'relation') {
      return [{ ...item, where: complete(item.where, infoOf, item.relation) }];
    }
    const info = infoOf(item.field, scope);
    return !info || isComplete(item, shapeOf(info, item.op)) ? [item] : [];
  });
  return { ...filter, items };
}
