import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportProgress } from '@/bindings';
import { useFormat } from '@/i18n/format';
import classes from './import.module.css';

type ProgressBarProps = { progress: ImportProgress | null; title: string };

/** How far the core is. */
export function ProgressBar({ progress, title }: ProgressBarProps) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const total = progress?.total ?? null;
  const share = progress === null || total === null || total === 0 ? null : progress.done / total;
  return (
    <div className={classes.progress}>
      <p role="status">{title}</p>
      <Progress.Root size="lg">
        <Progress.Section
          value={share === null ? 100 : share * 100}
          animated={share === null}
          striped={share === null}
          aria-label={title}
        />
      </Progress.Root>
      <span className={classes.soft}>
        {progress === null
          ? t('phase.starting')
          : share === null || total === null
            ? t(`phase.${progress.phase}`)
            : t('phaseOf', { phase: t(`phase.${progress.phase}`), share: format.percent(share) })}
      </span>
    </div>
  );
}
