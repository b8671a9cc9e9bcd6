import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './RecordBanner.module.css';

type RecordBannerProps = {
  icon: ReactNode;
  text: string;
  action: string;
  onAction: () => void;
};

/** Says that a record is out of the way, and offers the way back. */
export function RecordBanner({ icon, text, action, onAction }: RecordBannerProps) {
  return (
    <div className={classes.banner} role="status">
      {icon}
      <span className={classes.text}>{text}</span>
      <Button variant="default" size="compact-sm" onClick={onAction}>
        {action}
      </Button>
    </div>
  );
}
