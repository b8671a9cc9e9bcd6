import { Button } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeEntry } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorState } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { Change } from './Change';
import classes from './History.module.css';
import { byMonth, operationsOf } from './operations';
import { historyQuery } from './queries';
import type { Readable } from './use-readable';

type OperationsProps = { root: string; readable: Readable; readOnly: boolean };

export function Operations({ root, readable, readOnly }: OperationsProps) {
  const { t } = useTranslation('history');
  const format = useFormat();
  const errorState = useErrorState();
  const history = useInfiniteQuery(historyQuery(root));
  const undoable = useUndoToast();
  const restore = useMutation({
    mutationFn: (entry: ChangeEntry) => api.restoreValue(entry.tx, entry.rowId, entry.field ?? ''),
    onSuccess: () => undoable(t('restored')),
  });
  const { ref, entry: end } = useIntersection({ rootMargin: '400px' });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = history;
  useEffect(() => {
    if (end?.isIntersecting && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [end?.isIntersecting, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (history.isPending) return <SkeletonRows label={t('loading')} />;
  if (history.isError) {
    return <ErrorState {...errorState(history.error)} onRetry={() => void history.refetch()} />;
  }
  const operations = operationsOf(history.data.pages.flatMap((page) => page.entries));
  if (operations.length === 0) return <EmptyState title={t('empty')} hint={t('emptyHint')} />;

  return (
    <>
      {restore.isError && <FieldText text={errorState(restore.error).title} />}
      {byMonth(operations, (at) => format.civilDate(at).slice(0, 7)).map((month) => (
        <section key={month.month} aria-label={format.month(month.month)}>
          <h3 className={classes.month}>{format.month(month.month)}</h3>
          <ol className={classes.operations}>
            {month.operations.map((operation) => (
              <li key={operation.tx} className={classes.operation}>
                <div className={classes.head}>
                  <span className={classes.what}>{readable.operation(operation.op)}</span>
                  <span>{operation.actor?.name ?? t('someone')}</span>
                  <time
                    dateTime={new Date(operation.at).toISOString()}
                    title={format.relative(operation.at)}
                  >
                    {format.dateTime(operation.at)}
                  </time>
                </div>
                {operation.entries.length > 0 && (
                  <ul className={classes.changes}>
                    {operation.entries.map((entry) => (
                      <Change
                        key={`${entry.rowId}:${entry.field}:${entry.kind}`}
                        entry={entry}
                        readable={readable}
                        restoring={restore.isPending}
                        onRestore={
                          entry.restorable && !readOnly ? () => restore.mutate(entry) : null
                        }
                      />
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ol>
        </section>
      ))}
      <div ref={ref} className={classes.end}>
        {hasNextPage ? (
          <Button
            variant="subtle"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t('older')}
          </Button>
        ) : (
          t('end')
        )}
      </div>
    </>
  );
}
