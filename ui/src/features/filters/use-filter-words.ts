import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '@/bindings';
import { type Format, useFormat } from '@/i18n/format';
import { PROVINCES } from '@/i18n/provinces';
import { countriesQuery, fieldsQuery, tagsQuery, usersQuery } from '@/ipc/lookups';
import { type InfoOf, shapeOf } from './operators';
import type { Condition, FilterValue, Group, Node } from './tree';

export type Entity = 'customer' | 'contact';
export type Option = { value: string; label: string };

export type FilterWords = {
  /** The fields of the entity itself, or with a scope those of its related records. */
  fields: (scope: string | null) => readonly FieldInfo[];
  info: InfoOf;
  fieldLabel: (field: string, scope: string | null) => string;
  relationLabel: (relation: string) => string;
  opLabel: (info: FieldInfo, op: string) => string;
  options: (info: FieldInfo) => Option[];
  /** The whole condition or group as one phrase. */
  phrase: (node: Node) => string;
};

const NONE: readonly FieldInfo[] = [];

/** Rust names fields as the database does; the words are kept by their names in TypeScript. */
export function camel(field: string): string {
  return field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Every word a filter needs, with the names behind ids: owners, tags, regions, levels. */
export function useFilterWords(entity: Entity): FilterWords {
  const { t, i18n } = useTranslation('filters');
  const f = useFormat();
  const { data: all = NONE } = useQuery(fieldsQuery(entity));
  const { data: users } = useQuery(usersQuery);
  const { data: tags } = useQuery(tagsQuery);
  const { data: countries } = useQuery(countriesQuery);

  return useMemo(() => {
    const byName = new Map(all.map((field) => [field.field, field]));
    const own = all.filter(({ field }) => field.startsWith('custom:') || !field.includes('.'));
    const zh = i18n.language === 'zh-CN';
    const spaces = entity === 'customer' ? ['customers', 'contacts'] : ['contacts', 'customers'];

    function word(...keys: string[]): string | null {
      const known = keys.find((key) => i18n.exists(key));
      return known === undefined ? null : i18n.t(known);
    }

    const relationLabel = (relation: string) => word(`filters:relation.${relation}`) ?? relation;

    const info: InfoOf = (field, scope) => byName.get(scope ? `${scope}.${field}` : field);

    function fields(scope: string | null): readonly FieldInfo[] {
      return scope ? all.filter(({ field }) => field.startsWith(`${scope}.`)) : own;
    }

    function fieldLabel(field: string, scope: string | null): string {
      const known = info(field, scope);
      const custom = zh ? known?.labelZh : known?.labelEn;
      if (custom) return custom;
      const [head = '', rest] = field.split('.');
      if (rest) return `${relationLabel(head)} · ${fieldLabel(rest, head)}`;
      const name = camel(field);
      const inner = scope ? [`filters:inner.${scope}.${name}`] : [];
      return word(...inner, ...spaces.map((ns) => `${ns}:field.${name}`)) ?? field;
    }

    function opLabel({ kind }: FieldInfo, op: string): string {
      return word(`filters:kindOps.${kind}.${op}`, `filters:ops.${op}`) ?? op;
    }

    function valueLabel({ field, kind }: FieldInfo, value: string): string {
      if (kind === 'user') {
        if (value === 'me') return t('me');
        return users?.find((user) => user.id === value)?.name ?? value;
      }
      if (kind === 'tags') return tags?.find(({ tag }) => tag.id === value)?.tag.name ?? value;
      if (kind === 'region') return f.region(value);
      if (value === 'true' || value === 'false') return value === 'true' ? t('yes') : t('no');
      const name = camel(field.split('.').at(-1) ?? field);
      const keys = spaces.map((ns) => `${ns}:${name}.${value}`);
      return word(...keys, `customers:relation.${value}`) ?? value;
    }

    function values({ kind, values: listed }: FieldInfo): readonly string[] {
      if (kind === 'user') return ['me', ...(users?.map((user) => user.id) ?? [])];
      if (kind === 'tags') return tags?.map(({ tag }) => tag.id) ?? [];
      if (kind !== 'region') return listed;
      // Those that customers are in come first, then every other one.
      const provinces = Object.keys(PROVINCES).map((code) => `CN-${code}`);
      const all = countries?.map((country) => country.code) ?? [];
      return [...new Set([...listed, ...provinces, ...all])];
    }

    function options(of: FieldInfo): Option[] {
      return values(of).map((value) => ({ value, label: valueLabel(of, value) }));
    }

    function conditionPhrase({ field, op, value }: Condition, scope: string | null): string {
      const of = info(field, scope);
      if (!of) return [field, op, value === undefined ? '' : String(value)].join(' ').trim();
      if (shapeOf(of, op) === 'days' && i18n.exists(`filters:inDays.${op}`, { count: 2 })) {
        return `${fieldLabel(field, scope)} ${t(`inDays.${op}`, { count: Number(value) || 0 })}`;
      }
      const written = writeValue(f, t, of, op, value, (one) => valueLabel(of, one));
      return [fieldLabel(field, scope), opLabel(of, op), written].filter(Boolean).join(' ');
    }

    function groupPhrase(node: Group, scope: string | null, outer: boolean): string {
      const parts = node.items.map((item) => nodePhrase(item, scope, false));
      const joined = parts.join(node.join === 'all' ? t('and') : t('or')) || t('empty');
      if (node.negated) return t('not', { filter: joined });
      return outer || parts.length < 2 ? joined : t('group', { filter: joined });
    }

    function nodePhrase(node: Node, scope: string | null, outer: boolean): string {
      if (node.kind === 'field') return conditionPhrase(node, scope);
      if (node.kind === 'group') return groupPhrase(node, scope, outer);
      const start = `${t(`relationHas.${node.has}`)} ${relationLabel(node.relation)}`;
      if (node.where.items.length === 0) return start;
      return `${start} ${t('where')} ${groupPhrase(node.where, node.relation, true)}`;
    }

    const phrase = (node: Node) => nodePhrase(node, null, true);
    return { fields, info, fieldLabel, relationLabel, opLabel, options, phrase };
  }, [all, users, tags, countries, f, t, i18n, entity]);
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
  if (shape === 'days') return String(value);
  if (Array.isArray(value)) return value.map(name).join(t('separator')) || t('noValue');
  if (typeof value === 'object') {
    const show = { dates: f.date, moneys: (text: string) => text, numbers: plainNumber }[
      shape as 'dates' | 'moneys' | 'numbers'
    ];
    const part = (text: string) => (text && show ? show(text) : t('noValue'));
    return t('range', { from: part(value.from), to: part(value.to) });
  }
  if (shape === 'date') return f.date(String(value));
  if (shape === 'number') return plainNumber(String(value));
  return name(String(value));

  function plainNumber(text: string): string {
    return f.number(Number(text), 4);
  }
}
