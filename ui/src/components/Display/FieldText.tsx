import { IconAlertCircle } from '@tabler/icons-react';
import classes from './Display.module.css';

/** What is wrong with a field, as text and sign, never as colour alone. */
export function FieldText({ id, text }: { id?: string; text: string | null | undefined }) {
  if (!text) return null;
  return (
    <p id={id} role="alert" className={classes.field}>
      <IconAlertCircle size={14} aria-hidden="true" />
      {text}
    </p>
  );
}
