import { ActionIcon } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled, IconX } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSetPreferences } from '@/ipc/preferences';
import classes from './first-steps.module.css';
import { STEPS, type Step, useSteps } from './use-steps';

const WAYS: Record<Exclude<Step, 'view'>, Pick<LinkProps, 'to' | 'search' | 'params'>> = {
  customers: { to: '/import', search: { target: 'customers' } },
  purchase: { to: '/import', search: { target: 'purchases' } },
  insights: { to: '/insights' },
  backup: { to: '/settings/$section', params: { section: 'data' } },
};

/** What makes a new workspace one's own. It ticks itself and goes when all is done, or when it is sent away. */
export function FirstSteps() {
  const { t } = useTranslation('steps');
  const setPreferences = useSetPreferences();
  const done = useSteps();
  if (done === null || done.size === STEPS.length) return null;
  return (
    <section className={classes.card} aria-label={t('title')}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t('title')}</h2>
        <span className={classes.progress}>
          {t('progress', { done: done.size, all: STEPS.length })}
        </span>
        <ActionIcon
          size="sm"
          aria-label={t('hide')}
          onClick={() => setPreferences({ firstStepsDone: true })}
        >
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </header>
      <ol className={classes.steps}>
        {STEPS.map((step) => (
          <li key={step} className={classes.step} data-done={done.has(step) || undefined}>
            {done.has(step) ? (
              <IconCircleCheckFilled size={16} role="img" aria-label={t('done')} />
            ) : (
              <IconCircle size={16} stroke={1.6} aria-hidden />
            )}
            <span>{t(`${step}.title`)}</span>
            {!done.has(step) && <Way step={step} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Way({ step }: { step: Step }) {
  const { t } = useTranslation('steps');
  if (step === 'view') return <span className={classes.hint}>{t('view.hint')}</span>;
  return (
    <Link {...WAYS[step]} className={classes.way}>
      {t(`${step}.act`)}
    </Link>
  );
}
