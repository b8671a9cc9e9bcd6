import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './RecordBanner.module.css';

type RecordBannerProps = {
  icon: ReactNode;
  text: string;
  action?: string;
  /** None where there is no way back, or where it is for others. */
  onAction?: (() => void) | null;
};

/** Says that a record is out of the way or for others to change, and offers the way back. */
export function RecordBanner({ icon, text, action, onAction }: RecordBannerProps) {
  return (
    <div className={classes.banner} role="status">
      {icon}
      <span className={classes.text}>{text}</span>
      {onAction && (
        <Button variant="default" size="compact-sm" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  );
}
