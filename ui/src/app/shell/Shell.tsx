import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { StatusSlotContext } from '@/components/StatusSlot/StatusSlot';
import { Rail } from './Rail';
import classes from './Shell.module.css';

/** The frame around every page of an open workspace. */
export function Shell() {
  const [status, setStatus] = useState<string | null>(null);
  return (
    <StatusSlotContext value={setStatus}>
      <div className={classes.shell}>
        <Rail />
        <div className={classes.content}>
          <Outlet />
        </div>
        <footer className={classes.status}>{status}</footer>
      </div>
    </StatusSlotContext>
  );
}
