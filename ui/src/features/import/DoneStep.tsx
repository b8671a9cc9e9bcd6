import { Button, Group } from '@mantine/core';
import { IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPlan, ImportReport } from '@/bindings';
import { useFormat } from '@/i18n/format';
import classes from './import.module.css';
import { ReportView } from './ReportView';
import { UndoImport } from './UndoImport';

type DoneStepProps = {
  report: ImportReport;
  plan: ImportPlan;
  /** The way to what was imported. */
  open: ReactNode;
  onRestart: () => void;
};

/** What came of the import, and the way back. */
export function DoneStep({ report, plan, open, onRestart }: DoneStepProps) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const [undoing, setUndoing] = useState(false);
  const [undone, setUndone] = useState(false);
  return (
    <div className={classes.step}>
      <div className={classes.outcome} role="status">
        <IconCircleCheck size={24} stroke={1.6} aria-hidden />
        <p>
          {undone
            ? t('undo.done')
            : t('doneIn', {
                count: report.stored,
                rows: format.number(report.stored),
                seconds: format.number(report.seconds, 1),
              })}
        </p>
      </div>
      <Group gap="xs">
        {!undone && open}
        {!undone && report.tx !== null && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} />}
            onClick={() => setUndoing(true)}
          >
            {t('undo.this')}
          </Button>
        )}
        <Button variant="subtle" onClick={onRestart}>
          {t('another')}
        </Button>
      </Group>
      <ReportView report={report} columns={plan.columns} />
      {undoing && report.tx !== null && (
        <UndoImport
          tx={report.tx}
          onClose={() => setUndoing(false)}
          onUndone={() => {
            setUndoing(false);
            setUndone(true);
          }}
        />
      )}
    </div>
  );
}
