import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord, Level, Lifecycle } from '@/bindings';
import { InlineSelect } from '@/components/InlineEdit/InlineSelect';
import { InlineText } from '@/components/InlineEdit/InlineText';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { RecordHeader } from '@/components/RecordHeader/RecordHeader';
import { usersQuery } from '@/ipc/lookups';

const LEVELS: readonly Level[] = ['A', 'B', 'C', 'D'];
const LIFECYCLES: readonly Lifecycle[] = ['prospect', 'active', 'dormant', 'lost'];

type CustomerHeaderProps = {
  customer: CustomerRecord;
  readOnly: boolean;
  mayTransfer: boolean;
  tags: ReactNode;
  commitOf: (field: string) => Commit<string | null>;
};

/** Who this customer is, at a glance, and whose. */
export function CustomerHeader(props: CustomerHeaderProps) {
  const { customer, readOnly, mayTransfer, tags, commitOf } = props;
  const { t } = useTranslation(['customers', 'record', 'common']);
  const users = useQuery(usersQuery).data ?? [];
  const shared = { disabled: readOnly, nothingFound: t('common:nothingFound') };
  const owner = customer.owner;
  const people = users.map(({ id, name }) => ({ value: id, label: name }));
  const commitName = commitOf('name');

  return (
    <RecordHeader
      id={customer.id}
      name={customer.name}
      title={
        <InlineText
          label={t('customers:field.name')}
          value={customer.name}
          empty={t('record:empty')}
          disabled={readOnly}
          onCommit={commitName}
        />
      }
      facts={[
        {
          key: 'kind',
          label: t('customers:field.kind'),
          value: (
            <InlineSelect
              {...shared}
              label={t('customers:field.kind')}
              value={customer.kind}
              options={[
                { value: 'organisation', label: t('customers:kind.organisation') },
                { value: 'person', label: t('customers:kind.person') },
              ]}
              empty={t('record:empty')}
              onCommit={commitOf('kind')}
            />
          ),
        },
        {
          key: 'level',
          label: t('customers:field.level'),
          value: (
            <InlineSelect
              {...shared}
              label={t('customers:field.level')}
              value={customer.level}
              options={LEVELS.map((value) => ({ value, label: t(`customers:level.${value}`) }))}
              empty={t('customers:noLevel')}
              clearable
              onCommit={commitOf('level')}
            />
          ),
        },
        {
          key: 'lifecycle',
          label: t('customers:field.lifecycle'),
          value: (
            <InlineSelect
              {...shared}
              label={t('customers:field.lifecycle')}
              value={customer.lifecycle}
              options={LIFECYCLES.map((value) => ({
                value,
                label: t(`customers:lifecycle.${value}`),
              }))}
              empty={t('record:empty')}
              onCommit={commitOf('lifecycle')}
            />
          ),
        },
        {
          key: 'owner',
          label: t('customers:field.owner'),
          value: (
            <InlineSelect
              {...shared}
              disabled={!mayTransfer}
              label={t('customers:field.owner')}
              value={owner?.id ?? null}
              options={
                owner !== null && !users.some(({ id }) => id === owner.id)
                  ? [{ value: owner.id, label: owner.name }, ...people]
                  : people
              }
              empty={t('customers:noOwner')}
              clearable
              onCommit={commitOf('ownerId')}
            />
          ),
        },
      ]}
      tags={tags}
    />
  );
}
