import { Button } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { IconFilterOff, IconListSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@/bindings';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState } from '@/i18n/errors';
import { AuditTable } from './AuditTable';
import classes from './audit.module.css';
import { type AuditFilter, auditQuery, namesOf } from './queries';
import type { Line } from './use-line';

type AuditListProps = {
  filter: AuditFilter;
  lineOf: (entry: AuditEntry) => Line;
  onFilter: (part: AuditFilter) => void;
};

/** The lines that the filters let through; older ones come as one goes down. */
export function AuditList({ filter, lineOf, onFilter }: AuditListProps) {
  const { t } = useTranslation('audit');
  const errorState = useErrorState();
  const audit = useInfiniteQuery(auditQuery(filter));
  const { ref, entry: end } = useIntersection({ rootMargin: '400px' });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = audit;
  useEffect(() => {
    if (end?.isIntersecting && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [end?.isIntersecting, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (audit.isPending) return <SkeletonRows label={t('loading')} rows={12} />;
  if (audit.isError) {
    return <ErrorState {...errorState(audit.error)} onRetry={() => void audit.refetch()} />;
  }
  const entries = audit.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) {
    const narrowed = Object.values(filter).some((part) => part !== undefined);
    return narrowed ? (
      <EmptyState
        icon={<IconFilterOff size={32} stroke={1.5} />}
        title={t('filteredEmpty.title')}
        hint={t('filteredEmpty.hint')}
      />
    ) : (
      <EmptyState
        icon={<IconListSearch size={32} stroke={1.5} />}
        title={t('empty.title')}
        hint={t('empty.hint')}
      />
    );
  }
  return (
    <>
      <AuditTable
        entries={entries}
        nameOf={namesOf(audit.data.pages)}
        lineOf={lineOf}
        onFilter={onFilter}
      />
      <div ref={ref} className={classes.end}>
        {hasNextPage ? (
          <Button
            variant="subtle"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t('more')}
          </Button>
        ) : (
          t('end')
        )}
      </div>
    </>
  );
}
