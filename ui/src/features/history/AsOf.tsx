import { Alert } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SnapshotRow } from '@/bindings';
import { Section } from '@/components/Section/Section';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import type { CivilDate } from '@/i18n/moment';
import { instantOf } from '@/i18n/moment';
import classes from './History.module.css';
import { isSilent } from './operations';
import { asOfQuery } from './queries';
import type { Readable } from './use-readable';

type AsOfProps = { root: string; day: CivilDate; readable: Readable };

/** The record with all its parts as they stood at the end of a day. */
export function AsOf({ root, day, readable }: AsOfProps) {
  const { t } = useTranslation('history');
  const format = useFormat();
  const errorState = useErrorState();
  const at = instantOf(`${day} 23:59:59`, format.zone) + 999;
  const snapshot = useQuery({ ...asOfQuery(root, at), placeholderData: keepPreviousData });

  if (snapshot.isPending) return <SkeletonRows label={t('loading')} />;
  if (snapshot.isError) {
    return <ErrorState {...errorState(snapshot.error)} onRetry={() => void snapshot.refetch()} />;
  }
  const date = format.date(day);
  if (!snapshot.data.existed) {
    return <EmptyState title={t('asOf.notYet', { date })} hint={t('asOf.notYetHint')} />;
  }
  const tables = new Set(snapshot.data.rows.map((row) => row.table));
  return (
    <div className={classes.snapshot}>
      <Alert>{t('asOf.banner', { date })}</Alert>
      {[...tables].map((table) => (
        <Section key={table} title={readable.noun(table)}>
          {snapshot.data.rows
            .filter((row) => row.table === table)
            .map((row) => (
              <SnapshotFacts key={row.rowId} root={root} row={row} readable={readable} />
            ))}
        </Section>
      ))}
    </div>
  );
}

type SnapshotFactsProps = { root: string; row: SnapshotRow; readable: Readable };

function SnapshotFacts({ root, row, readable }: SnapshotFactsProps) {
  const told = row.fields.filter(
    ({ field, value }) => value !== null && value !== root && !isSilent(row.table, field),
  );
  return (
    <dl className={classes.facts}>
      {told.map(({ field, value }) => (
        <div key={field} className={classes.fact}>
          <dt>{readable.field(row.table, field)}</dt>
          <dd>{readable.value(row.table, row.rowId, field, value)}</dd>
        </div>
      ))}
    </dl>
  );
}
