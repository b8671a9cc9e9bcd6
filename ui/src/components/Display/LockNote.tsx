import { IconLock } from '@tabler/icons-react';
import classes from './Display.module.css';

/** Why something is shown and cannot be changed; nothing where there is no reason. */
export function LockNote({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p className={classes.lock}>
      <IconLock size={13} aria-hidden />
      {text}
    </p>
  );
}
