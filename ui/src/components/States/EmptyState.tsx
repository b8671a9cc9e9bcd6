import type { ReactNode } from 'react';
import classes from './States.module.css';

type Props = { icon?: ReactNode; title: string; hint?: string; children?: ReactNode };

/** Nothing to show, and what to do about it (children: buttons). Also for filtered-empty. */
export function EmptyState({ icon, title, hint, children }: Props) {
  return (
    <div className={classes.state}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <p className={classes.title}>{title}</p>
      {hint && <p className={classes.hint}>{hint}</p>}
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
