import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '@/features/settings/LanguageSwitch';
import { ThemeSwitch } from '@/features/settings/ThemeSwitch';
import mark from '@/styles/mark.svg';
import classes from './Stage.module.css';

type Props = { title: string; hint?: string; narrow?: boolean; children: ReactNode };

/** The screen before a workspace is open: the name, language and theme, one thing to do. */
export function Stage({ title, hint, narrow, children }: Props) {
  const { t } = useTranslation('welcome');
  return (
    <div className={classes.stage}>
      <header className={classes.head}>
        <span className={classes.brand}>
          <img src={mark} alt="" className={classes.mark} />
          {t('brand')}
        </span>
        <span className={classes.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </header>
      <main className={narrow ? classes.narrow : classes.main}>
        <h1 className={classes.title}>{title}</h1>
        {hint && <p className={classes.hint}>{hint}</p>}
        {children}
      </main>
    </div>
  );
}
