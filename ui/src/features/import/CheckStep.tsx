import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportPlan } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { commandError } from '@/i18n/errors';
import classes from './import.module.css';
import { ProgressBar } from './ProgressBar';
import { ReportView } from './ReportView';
import type { Import } from './use-import';
import { useImportWords } from './use-words';

type CheckStepProps = { work: Import; plan: ImportPlan };

/** What would come of it: nothing is kept yet. Then the run itself. */
export function CheckStep({ work, plan }: CheckStepProps) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const { run, report } = work;
  if (run.isPending) {
    return (
      <div className={classes.step}>
        <ProgressBar
          progress={work.progress}
          title={run.variables.dryRun ? t('checking') : t('running')}
        />
        <div>
          <Button variant="default" onClick={work.cancel}>
            {t('cancel')}
          </Button>
        </div>
      </div>
    );
  }
  const cancelled = run.isError && commandError(run.error).kind === 'cancelled';
  return (
    <div className={classes.step}>
      {cancelled && <p role="status">{t('cancelled')}</p>}
      {run.isError && !cancelled && (
        <FailureNote {...words.failure(run.error)}>
          <div>
            <Button variant="default" onClick={work.check}>
              {t('checkAgain')}
            </Button>
          </div>
        </FailureNote>
      )}
      {report !== null && <ReportView report={report} columns={plan.columns} />}
    </div>
  );
}
