import { type ReactNode, useId } from 'react';
import classes from './Setting.module.css';

type Props = { label: string; hint?: string; children: ReactNode };

/** One line of the settings: what it is on the left, its control on the right. */
export function Setting({ label, hint, children }: Props) {
  const id = useId();
  return (
    <fieldset className={classes.setting} aria-labelledby={id}>
      <div className={classes.words}>
        <div id={id} className={classes.label}>
          {label}
        </div>
        {hint && <div className={classes.hint}>{hint}</div>}
      </div>
      <div className={classes.control}>{children}</div>
    </fieldset>
  );
}

/** A group of settings under a heading. */
export function SettingGroup({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <section className={classes.group}>
      <h2 className={classes.title}>{title}</h2>
      {hint && <p className={classes.groupHint}>{hint}</p>}
      <div className={classes.card}>{children}</div>
    </section>
  );
}
