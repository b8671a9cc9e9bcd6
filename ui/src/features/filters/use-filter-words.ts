import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo, FilterValue } from '@/bindings';
import { type Format, useFormat } from '@/i18n/format';
import { fieldsQuery, tagsQuery, usersQuery } from '@/ipc/lookups';
import { isFlag, shapeOf } from './operators';
import type { Condition, Group, Node } from './tree';

export type Entity = 'customer' | 'contact';
export type Option = { value: string; label: string };

export type FilterWords = {
  fields: readonly FieldInfo[];
  info: (field: string) => FieldInfo | undefined;
  fieldLabel: (field: string) => string;
  opLabel: (info: FieldInfo, op: string) => string;
  options: (info: FieldInfo) => Option[];
  /** The whole condition or group as one phrase. */
  phrase: (node: Node) => string;
};

const NAMESPACE = { customer: 'customers', contact: 'contacts' } as const;
const NOT_CUSTOM: readonly FieldInfo[] = [];

/** Every word a filter needs, with the names behind ids: owners, tags, regions, levels. */
export function useFilterWords(entity: Entity): FilterWords {
  const { t, i18n } = useTranslation('filters');
  const f = useFormat();
  const { data: fields = NOT_CUSTOM } = useQuery(fieldsQuery(entity));
  const { data: inner = NOT_CUSTOM } = useQuery(fieldsQuery('contact'));
  const { data: users } = useQuery(usersQuery);
  const { data: tags } = useQuery(tagsQuery);

  return useMemo(() => {
    const own = new Map(fields.map((field) => [field.field, field]));
    const others = new Map(inner.map((field) => [field.field, field]));
    const info = (field: string) => own.get(field) ?? others.get(field);
    const zh = i18n.language === 'zh-CN';

    function fieldLabel(field: string): string {
      const known = info(field);
      const custom = zh ? known?.labelZh : known?.labelEn;
      if (custom) return custom;
      const names = [NAMESPACE[entity], 'customers', 'contacts'];
      const key = names.map((ns) => `${ns}:field.${field}`).find((name) => i18n.exists(name));
      return key ? i18n.t(key) : field;
    }

    function opLabel({ kind }: FieldInfo, op: string): string {
      if (kind === 'tags' && i18n.exists(`filters:tagOps.${op}`)) return t(`tagOps.${op}`);
      return i18n.exists(`filters:ops.${op}`) ? t(`ops.${op}`) : op;
    }

    function valueLabel({ field, kind }: FieldInfo, value: string): string {
      if (kind === 'user') {
        if (value === 'me') return t('me');
        return users?.find((user) => user.id === value)?.name ?? value;
      }
      if (kind === 'tags') return tags?.find(({ tag }) => tag.id === value)?.tag.name ?? value;
      if (kind === 'region') return f.region(value);
      const names = [NAMESPACE[entity], 'customers', 'contacts'];
      const key = names.map((ns) => `${ns}:${field}.${value}`).find((name) => i18n.exists(name));
      return key ? i18n.t(key) : value;
    }

    function options(of: FieldInfo): Option[] {
      const values =
        of.kind === 'user'
          ? (users?.map((user) => user.id) ?? [])
          : of.kind === 'tags'
            ? (tags?.map(({ tag }) => tag.id) ?? [])
            : of.values;
      return values.map((value) => ({ value, label: valueLabel(of, value) }));
    }

    function written(of: FieldInfo, op: string, value: FilterValue | undefined): string {
      return writeValue(f, t, of, op, value, (one) => valueLabel(of, one));
    }

    function conditionPhrase({ field, op, value }: Condition): string {
      const of = info(field);
      if (!of) return `${field} ${op} ${value === undefined ? '' : String(value)}`.trim();
      return [fieldLabel(field), opLabel(of, op), written(of, op, value)].filter(Boolean).join(' ');
    }

    function groupPhrase(node: Group, outer: boolean): string {
      const parts = node.items.map((item) => phrase(item, false));
      const joined = parts.join(node.join === 'all' ? t('and') : t('or')) || t('empty');
      if (node.negated) return t('not', { filter: joined });
      return outer || parts.length < 2 ? joined : t('group', { filter: joined });
    }

    function phrase(node: Node, outer = true): string {
      if (node.kind === 'field') return conditionPhrase(node);
      if (node.kind === 'group') return groupPhrase(node, outer);
      const name = i18n.exists(`filters:relation.${node.relation}`)
        ? t(`relation.${node.relation}`)
        : node.relation;
      const start = `${t(`relationHas.${node.has}`)} ${name}`;
      if (node.where.items.length === 0) return start;
      return `${start} ${t('where')} ${groupPhrase(node.where, true)}`;
    }

    return { fields, info, fieldLabel, opLabel, options, phrase };
  }, [fields, inner, users, tags, f, t, i18n, entity]);
}

type T = (key: string, data?: Record<string, unknown>) => string;

function writeValue(
  f: Format,
  t: T,
  info: FieldInfo,
  op: string,
  value: FilterValue | undefined,
  name: (value: string) => string,
): string {
  const shape = shapeOf(info, op);
  if (shape === 'nothing') return '';
  if (value === undefined || value === null || value === '') return t('noValue');
  if (shape === 'days') return t('days', { count: Number(value) });
  if (typeof value === 'boolean' || isFlag(info))
    return String(value) === 'true' ? t('yes') : t('no');
  if (Array.isArray(value)) return value.length > 0 ? f.list(value.map(name)) : t('noValue');
  if (typeof value === 'object') {
    const show = shape === 'dates' ? f.date : (text: string) => f.number(Number(text), 2);
    const part = (text: string) => (text ? show(text) : t('noValue'));
    return t('range', { from: part(value.from), to: part(value.to) });
  }
  if (shape === 'date') return f.date(String(value));
  if (shape === 'number') return f.number(Number(value), 2);
  return name(String(value));
}
