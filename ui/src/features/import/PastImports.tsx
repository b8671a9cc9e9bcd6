import { Button, Table } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRun } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { useImportTargets } from '@/ipc/import-targets';
import classes from './import.module.css';
import { UndoImport } from './UndoImport';

type PastImportsProps = { onContinue: (run: ImportRun) => void };

/** Imports of the past: each can be taken back, one that was interrupted goes on. */
export function PastImports({ onContinue }: PastImportsProps) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const errorState = useErrorState();
  const targets = useImportTargets();
  const [undoing, setUndoing] = useState<number | null>(null);
  const imports = useQuery({
    queryKey: ['imports'],
    queryFn: () => api.listImports(),
    // Files are staged without a change of data, so every visit asks again.
    staleTime: 0,
    meta: reads(),
  });
  const discard = useMutation({
    mutationFn: (run: ImportRun) => api.closeImport(run.id),
    onSuccess: () => void imports.refetch(),
  });
  if (imports.isPending) return <SkeletonRows label={t('past.loading')} rows={3} />;
  if (imports.isError) {
    return <ErrorState {...errorState(imports.error)} onRetry={() => void imports.refetch()} />;
  }
  if (imports.data.length === 0) return null;
  return (
    <section className={classes.past} aria-label={t('past.title')}>
      <h2 className={classes.heading}>{t('past.title')}</h2>
      {discard.isError && <FieldText text={errorState(discard.error).title} />}
      <Table highlightOnHover aria-label={t('past.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('past.file')}</Table.Th>
            <Table.Th scope="col">{t('past.target')}</Table.Th>
            <Table.Th scope="col">{t('past.when')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('past.stored')}
            </Table.Th>
            <Table.Th scope="col">{t('past.state')}</Table.Th>
            <Table.Th scope="col">
              <span className={classes.hidden}>{t('past.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {imports.data.map((run) => (
            <Table.Tr key={run.id}>
              <Table.Td>{run.fileName}</Table.Td>
              <Table.Td>{t(`target.${run.target}`)}</Table.Td>
              <Table.Td className="tabular">{format.dateTime(run.startedAt)}</Table.Td>
              <Table.Td ta="right" className="tabular">
                {t('past.of', { stored: format.number(run.stored), rows: format.number(run.rows) })}
              </Table.Td>
              <Table.Td>{t(`past.${run.state}`)}</Table.Td>
              <Table.Td ta="right">
                {run.state === 'done' && run.tx !== null && targets.includes(run.target) && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={t('past.undoOf', { file: run.fileName })}
                    onClick={() => setUndoing(run.tx)}
                  >
                    {t('past.undo')}
                  </Button>
                )}
                {run.state === 'staged' && (
                  <Button
                    variant="subtle"
                    color="gray"
                    size="compact-sm"
                    aria-label={t('past.discardOf', { file: run.fileName })}
                    onClick={() => discard.mutate(run)}
                  >
                    {t('past.discard')}
                  </Button>
                )}
                {run.state === 'staged' && targets.includes(run.target) && (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={t('past.continueOf', { file: run.fileName })}
                    onClick={() => onContinue(run)}
                  >
                    {t('past.continue')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {undoing !== null && (
        <UndoImport
          tx={undoing}
          onClose={() => setUndoing(null)}
          onUndone={() => {
            setUndoing(null);
            void imports.refetch();
          }}
        />
      )}
    </section>
  );
}
