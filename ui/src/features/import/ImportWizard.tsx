import { Button, Group, Stepper } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportTarget } from '@/bindings';
import { useFormat } from '@/i18n/format';
import { CheckStep } from './CheckStep';
import { DoneStep } from './DoneStep';
import { FileStep } from './FileStep';
import classes from './import.module.css';
import { MapStep } from './MapStep';
import { PastImports } from './PastImports';
import { missingFields } from './plan';
import { ReadStep } from './ReadStep';
import { STEPS, useImport } from './use-import';

type ImportWizardProps = {
  /** What the link asks to import. */
  asked: string | undefined;
  /** Rows that were pasted elsewhere: the wizard begins with them. */
  pasted?: string | null;
  /** The way to the list of what was imported. */
  open: (target: ImportTarget) => ReactNode;
};

/** From a file to records in five steps, and back with one. */
export function ImportWizard({ asked, pasted = null, open }: ImportWizardProps) {
  const { t } = useTranslation('import');
  const work = useImport();
  const { step, preview, plan, report } = work;
  const at = STEPS.indexOf(step);
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    // The button that led here is gone, and whoever scrolled down to it begins above again.
    place.current?.focus();
    place.current?.scrollIntoView();
  }, [step]);
  return (
    <div ref={place} tabIndex={-1} className={classes.wizard}>
      <Stepper
        active={step === 'done' ? STEPS.length : at}
        size="sm"
        allowNextStepsSelect={false}
        onStepClick={(index) => {
          const chosen = STEPS[index];
          if (chosen === undefined || step === 'done' || work.run.isPending) return;
          if (chosen === 'file') work.restart();
          else work.goTo(chosen);
        }}
      >
        {STEPS.map((name) => (
          <Stepper.Step key={name} label={t(`step.${name}`)} />
        ))}
      </Stepper>
      {step === 'file' && (
        <>
          <FileStep work={work} asked={asked} pasted={pasted} />
          <PastImports onContinue={(run) => work.open.mutate({ kind: 'staged', run })} />
        </>
      )}
      {preview !== null && plan !== null && (
        <>
          {step === 'read' && <ReadStep work={work} preview={preview} plan={plan} />}
          {step === 'map' && <MapStep work={work} preview={preview} plan={plan} />}
          {step === 'check' && <CheckStep work={work} plan={plan} />}
          {step === 'done' && report !== null && (
            <DoneStep
              report={report}
              plan={plan}
              open={open(preview.target)}
              onRestart={work.restart}
            />
          )}
          {step !== 'done' && !work.run.isPending && (
            <WizardNav work={work} blocked={missingFields(preview, plan).length > 0} />
          )}
        </>
      )}
    </div>
  );
}

type WizardNavProps = { work: ReturnType<typeof useImport>; blocked: boolean };

function WizardNav({ work, blocked }: WizardNavProps) {
  const { t } = useTranslation(['import', 'common']);
  const format = useFormat();
  const { step, report } = work;
  return (
    <Group justify="space-between" className={classes.nav}>
      <Button
        variant="default"
        onClick={() => {
          if (step === 'read') work.restart();
          else work.goTo(step === 'check' ? 'map' : 'read');
        }}
      >
        {t('common:back')}
      </Button>
      {step === 'read' && (
        <Button disabled={work.reread.isPending} onClick={() => work.goTo('map')}>
          {t('common:next')}
        </Button>
      )}
      {step === 'map' && (
        <Button disabled={blocked} onClick={work.check}>
          {t('import:check')}
        </Button>
      )}
      {step === 'check' && report !== null && (
        <Button disabled={report.stored === 0} onClick={() => work.run.mutate({ dryRun: false })}>
          {t('import:run', { count: report.stored, rows: format.number(report.stored) })}
        </Button>
      )}
    </Group>
  );
}
