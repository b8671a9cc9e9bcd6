import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { divisionsQuery, fieldDefsQuery, tagsQuery, usersQuery } from '@/ipc/lookups';
import { snake } from './operations';
import { decimalOf, valueKind } from './value';

/** What only the record can tell: the other records and purchases its rows speak of. */
export type RecordNames = {
  /** Names of linked customers, contacts and products by id. */
  names: ReadonlyMap<string, string>;
  /** Currencies of purchases by the id of the row. */
  currencies: ReadonlyMap<string, string>;
  /** For amounts whose purchase is no longer there. */
  baseCurrency: string;
};

export type Readable = {
  field: (table: string, field: string) => string;
  value: (table: string, rowId: string, field: string, stored: string | null) => string | null;
  noun: (table: string) => string;
  operation: (op: string) => string;
};

/** Turns what the change log stores into words of the language on screen. */
export function useReadable({ names, currencies, baseCurrency }: RecordNames): Readable {
  const { t, i18n } = useTranslation(['history', 'customers']);
  const format = useFormat();
  const users = useQuery(usersQuery).data;
  const tags = useQuery(tagsQuery).data;
  const fields = useQuery(fieldDefsQuery).data;
  const divisions = useQuery(divisionsQuery).data;

  return useMemo(() => {
    const has = (key: string) => i18n.exists(key);
    const label = (key: string, otherwise: string) => (has(key) ? t(key) : otherwise);
    const zh = format.language === 'zh-CN';

    const read = (table: string, rowId: string, field: string, stored: string): string => {
      switch (valueKind(table, field)) {
        case 'text':
          return stored;
        case 'instant':
          return Number.isNaN(Number(stored)) ? stored : format.dateTime(Number(stored));
        case 'date':
          return format.date(stored);
        case 'user':
          return users?.find((user) => user.id === stored)?.name ?? t('history:someone');
        case 'customer':
        case 'contact':
        case 'product':
          return names.get(stored) ?? t('history:another');
        case 'tag':
          return tags?.find(({ tag }) => tag.id === stored)?.tag.name ?? t('history:gone');
        case 'field': {
          const def = fields?.find(({ id }) => id === stored);
          return def ? (zh ? def.labelZh : def.labelEn) : t('history:gone');
        }
        case 'flag':
          return t(stored === '1' || stored === 'true' ? 'history:yes' : 'history:no');
        case 'money':
          return format.money({
            minor: Number(stored),
            currency: currencies.get(rowId) ?? baseCurrency,
          });
        case 'tenThousandths':
          return decimalOf(stored);
        case 'percent':
          return format.percent(Number(stored) / 100);
        case 'bytes':
          return format.bytes(Number(stored));
        case 'country':
          return format.country(stored);
        case 'division':
          return divisions?.find(({ code }) => code === stored)?.name ?? stored;
        case 'level':
          return label(`customers:level.${stored}`, stored);
        case 'lifecycle':
          return label(`customers:lifecycle.${stored}`, stored);
        case 'customerKind':
          return label(`customers:kind.${stored}`, stored);
        case 'methodKind':
          return label(`customers:method.${stored}`, stored);
        case 'relationKind':
          return label(`history:relation.${stored}`, stored);
        case 'gender':
          return label(`customers:gender.${stored}`, stored);
      }
    };

    return {
      field: (table, field) => label(`history:field.${table}.${snake(field)}`, field),
      value: (table, rowId, field, stored) =>
        stored === null ? null : read(table, rowId, field, stored),
      noun: (table) => label(`history:noun.${table}`, table),
      operation: (op) => label(`history:op.${op}`, t('history:op.other')),
    };
  }, [t, i18n, format, users, tags, fields, divisions, names, currencies, baseCurrency]);
}
