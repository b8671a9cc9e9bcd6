import type { ReactNode } from 'react';
import classes from './PageFrame.module.css';

type Props = {
  /** What this page shows; read by screen readers even where the bar draws its own name. */
  title: string;
  /** Left side of the page bar; the title itself when left out. */
  lead?: ReactNode;
  /** Right side of the page bar. */
  actions?: ReactNode;
  /** A line under the bar: chips, tabs, notices. */
  below?: ReactNode;
  /** The panel beside the content; covers it in a narrow window. */
  peek?: ReactNode;
  /** True when the content scrolls by itself (tables); otherwise the page scrolls it. */
  fixed?: boolean;
  children?: ReactNode;
};

/** The page of every area: bar, content, peek. Its panes are what F6 walks through. */
export function PageFrame({ title, lead, actions, below, peek, fixed, children }: Props) {
  return (
    <div className={classes.page}>
      <header className={classes.bar} data-pane tabIndex={-1}>
        {lead ? (
          <>
            <h1 className={classes.hidden}>{title}</h1>
            <div className={classes.lead}>{lead}</div>
          </>
        ) : (
          <h1 className={classes.title}>{title}</h1>
        )}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {below && <div className={classes.below}>{below}</div>}
      <div className={classes.body}>
        <main className={fixed ? classes.fixed : classes.scroll} data-pane tabIndex={-1}>
          {children}
        </main>
        {peek && (
          <aside className={classes.peek} data-pane tabIndex={-1}>
            {peek}
          </aside>
        )}
      </div>
    </div>
  );
}
