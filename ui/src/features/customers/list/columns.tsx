import { ActionIcon } from '@mantine/core';
import { IconAlertCircle, IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '@/bindings';
import type { GridColumn } from '@/components/DataGrid/types';
import { Initials } from '@/components/Display/Initials';
import { TagPill } from '@/components/Display/TagPill';
import { tagColour } from '@/components/Display/tag-colour';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { fieldDefsQuery, usersQuery } from '@/ipc/lookups';
import { useRights } from '@/ipc/rights';
import classes from './CustomerList.module.css';
import { customColumns } from './custom-columns';
import { ContactDateEditor, ListEditor, SuggestEditor } from './editors';

export const USUAL_COLUMNS = [
  'name',
  'level',
  'lifecycle',
  'phone',
  'region',
  'owner',
  'last_contact_at',
  'next_contact_at',
  'tags',
  'last_purchase_on',
];

const LEVELS = ['A', 'B', 'C', 'D'] as const;
const LIFECYCLES = ['prospect', 'active', 'dormant', 'lost'] as const;

/** Every column the list of customers can show, in the language on screen. */
export function useCustomerColumns(): GridColumn<CustomerRow>[] {
  const { t } = useTranslation(['customers', 'common']);
  const f = useFormat();
  const { data: users } = useQuery(usersQuery);
  const { data: defs } = useQuery(fieldDefsQuery);
  const rights = useRights();
  const phone = rights.field('customers', 'phone');
  const email = rights.field('customers', 'email');
  const buys = rights.may('purchases', 'see');
  const gives = rights.may('customers', 'transfer');

  return useMemo(() => {
    const levels = LEVELS.map((value) => ({ value, label: t(`level.${value}`) }));
    const lifecycles = LIFECYCLES.map((value) => ({ value, label: t(`lifecycle.${value}`) }));
    const people = (users ?? []).map(({ id, name }) => ({ value: id, label: name }));
    const plain = (
      field: string,
      key: string,
      width: number,
      text: (row: CustomerRow) => string | null,
    ): GridColumn<CustomerRow> => ({
      field,
      title: t(`field.${key}`),
      width,
      sortable: true,
      text: (row) => text(row) ?? '',
    });
    const columns: GridColumn<CustomerRow>[] = [
      {
        ...plain('name', 'name', 240, (row) => row.name),
        grows: true,
        cell: (row) => (
          <span className={classes.name}>
            <Initials id={row.id} name={row.name} />
            <span className={classes.text}>{row.name}</span>
          </span>
        ),
      },
      plain('short_name', 'shortName', 140, (row) => row.shortName),
      plain('kind', 'kind', 110, (row) => t(`kind.${row.kind}`)),
      {
        ...plain('level', 'level', 66, (row) => row.level && t(`levelShort.${row.level}`)),
        edit: (row, edit) => (
          <ListEditor
            label={t('field.level')}
            options={levels}
            value={row.level}
            none={t('noLevel')}
            edit={edit}
          />
        ),
      },
      {
        ...plain('lifecycle', 'lifecycle', 100, (row) => t(`lifecycle.${row.lifecycle}`)),
        cell: (row) => (
          <span className={classes.stage} data-stage={row.lifecycle}>
            {t(`lifecycle.${row.lifecycle}`)}
          </span>
        ),
        edit: (row, edit) => (
          <ListEditor
            label={t('field.lifecycle')}
            options={lifecycles}
            value={row.lifecycle}
            edit={edit}
          />
        ),
      },
      {
        ...plain('phone', 'phone', 136, (row) => row.phone),
        sortable: phone !== 'masked',
        cell: (row) =>
          phone === 'masked'
            ? row.phone
            : row.phone && <Phone number={row.phone} label={t('call', { value: row.phone })} />,
      },
      { ...plain('email', 'email', 200, (row) => row.email), sortable: email !== 'masked' },
      plain('region', 'region', 110, (row) => row.region && f.region(row.region)),
      plain('city', 'city', 120, (row) => row.city),
      {
        ...plain('industry', 'industry', 140, (row) => row.industry),
        edit: (row, edit) => (
          <SuggestEditor
            label={t('field.industry')}
            field="industry"
            value={row.industry}
            edit={edit}
          />
        ),
      },
      {
        ...plain('source', 'source', 130, (row) => row.source),
        edit: (row, edit) => (
          <SuggestEditor label={t('field.source')} field="source" value={row.source} edit={edit} />
        ),
      },
      {
        ...plain('owner', 'owner', 124, (row) => row.owner?.name ?? null),
        edit: !gives
          ? undefined
          : (row, edit) => (
              <ListEditor
                label={t('field.owner')}
                options={people}
                value={row.owner?.id ?? null}
                none={t('noOwner')}
                edit={edit}
              />
            ),
      },
      {
        ...plain('tags', 'tags', 180, (row) => row.tags.map((tag) => tag.name).join(', ')),
        sortable: false,
        cell: (row) => (
          <span className={classes.tags}>
            {row.tags.map((tag) => (
              <TagPill key={tag.id} name={tag.name} colour={tagColour(tag.colour)} />
            ))}
          </span>
        ),
      },
      {
        ...plain('last_contact_at', 'lastContactAt', 122, (row) =>
          row.lastContactAt === null ? null : f.day(row.lastContactAt),
        ),
        cell: (row) =>
          row.lastContactAt !== null && (
            <time title={f.dateTime(row.lastContactAt)}>{f.relative(row.lastContactAt)}</time>
          ),
      },
      {
        ...plain('next_contact_at', 'nextContactAt', 112, (row) =>
          row.nextContactAt === null ? null : f.day(row.nextContactAt),
        ),
        cell: (row) =>
          row.nextContactAt !== null && (
            <NextContact
              text={f.relative(row.nextContactAt)}
              exact={f.dateTime(row.nextContactAt)}
              late={f.civilDate(row.nextContactAt) < f.today() ? t('overdue') : null}
            />
          ),
        edit: (row, edit) => (
          <ContactDateEditor
            label={t('field.nextContactAt')}
            value={row.nextContactAt}
            edit={edit}
          />
        ),
      },
      plain('last_purchase_on', 'lastPurchaseOn', 130, (row) =>
        row.lastPurchaseOn === null ? null : f.date(row.lastPurchaseOn),
      ),
      {
        ...plain('purchase_count', 'purchases', 110, (row) => f.number(row.purchases)),
        numeric: true,
      },
      plain('created_at', 'createdAt', 130, (row) => f.day(row.createdAt)),
      plain('updated_at', 'updatedAt', 130, (row) => f.day(row.updatedAt)),
    ];
    const absent = new Set([
      ...(phone === 'hidden' ? ['phone'] : []),
      ...(email === 'hidden' ? ['email'] : []),
      ...(buys ? [] : ['last_purchase_on', 'purchase_count']),
    ]);
    return [
      ...columns.filter(({ field }) => !absent.has(field)),
      ...customColumns(defs ?? [], f, { clear: t('common:clear') }),
    ];
  }, [t, f, users, defs, phone, email, buys, gives]);
}

function Phone({ number, label }: { number: string; label: string }) {
  return (
    <span className={classes.phone}>
      <span className={classes.text}>{number}</span>
      <ActionIcon
        size="xs"
        tabIndex={-1}
        aria-label={label}
        className={classes.call}
        onClick={(event) => {
          event.stopPropagation();
          void api.openLink(`tel:${number.replace(/[^\d+]/g, '')}`);
        }}
      >
        <IconPhone size={14} aria-hidden />
      </ActionIcon>
    </span>
  );
}

function NextContact(props: { text: string; exact: string; late: string | null }) {
  if (!props.late) return <time title={props.exact}>{props.text}</time>;
  return (
    <time className={classes.late} title={props.exact}>
      <IconAlertCircle size={14} role="img" aria-label={props.late} />
      {props.text}
    </time>
  );
}
