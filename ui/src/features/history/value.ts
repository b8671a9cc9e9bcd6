import type { ChangeEntry } from '@/bindings';
import { snake } from './operations';

/** How the stored text of a column is to be read. */
export type ValueKind =
  | 'text'
  | 'instant'
  | 'date'
  | 'user'
  | 'customer'
  | 'contact'
  | 'product'
  | 'tag'
  | 'field'
  | 'flag'
  | 'money'
  | 'tenThousandths'
  | 'percent'
  | 'bytes'
  | 'country'
  | 'division'
  | 'level'
  | 'lifecycle'
  | 'customerKind'
  | 'methodKind'
  | 'relationKind'
  | 'gender';

const KINDS: Readonly<Record<string, ValueKind>> = {
  owner_id: 'user',
  user_id: 'user',
  manager_id: 'user',
  created_by: 'user',
  updated_by: 'user',
  customer_id: 'customer',
  from_id: 'customer',
  to_id: 'customer',
  contact_id: 'contact',
  product_id: 'product',
  tag_id: 'tag',
  field_id: 'field',
  is_primary: 'flag',
  may_edit: 'flag',
  do_not_contact: 'flag',
  amount_minor: 'money',
  price_minor: 'money',
  quantity: 'tenThousandths',
  number: 'tenThousandths',
  confidence: 'percent',
  size_bytes: 'bytes',
  country: 'country',
  division: 'division',
  level: 'level',
  lifecycle: 'lifecycle',
  gender: 'gender',
};

const KIND_COLUMN: Readonly<Record<string, ValueKind>> = {
  customers: 'customerKind',
  contact_methods: 'methodKind',
  relations: 'relationKind',
};

export function valueKind(table: string, field: string): ValueKind {
  const column = snake(field);
  if (column === 'kind') return KIND_COLUMN[table] ?? 'text';
  const known = KINDS[column];
  if (known) return known;
  if (column.endsWith('_at')) return 'instant';
  if (column.endsWith('_on') || column === 'on_date') return 'date';
  return 'text';
}

/** 12500 → "1.25": quantities and custom numbers are stored in ten-thousandths. */
export function decimalOf(tenThousandths: string): string {
  const match = /^(-?)(\d+)$/.exec(tenThousandths);
  if (!match) return tenThousandths;
  const digits = (match[2] ?? '').padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return `${match[1]}${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}`;
}

/**
 * The column a whole row is told by, where it needs to be read like one. A removed row comes with
 * the id of what it pointed to, a made one with its name; a purchase is told by its day in either case.
 */
export function tellingColumn(table: string, kind: ChangeEntry['kind']): string | null {
  if (table === 'purchases') return 'bought_on';
  if (kind !== 'delete') return null;
  return { taggings: 'tag_id', relations: 'to_id' }[table] ?? null;
}
