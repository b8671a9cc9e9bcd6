import { Button, Group } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { FieldText } from '@/components/Display/FieldText';
import classes from './InlineForm.module.css';

type InlineFormProps = {
  words: { save: string; cancel: string };
  saving: boolean;
  /** What is wrong beyond a single field. */
  error: string | null;
  onSave: () => void;
  onCancel: () => void;
  children: ReactNode;
};

/** A few fields that open in a list: Enter saves, Esc leaves things as they were. */
export function InlineForm({ words, saving, error, onSave, onCancel, children }: InlineFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const home = form.current?.closest('section');
    const fields = [...(form.current?.querySelectorAll<HTMLElement>('input, textarea') ?? [])];
    const first = fields.find((field) => field.offsetParent !== null) ?? fields[0];
    (form.current?.querySelector<HTMLElement>('[data-autofocus]') ?? first)?.focus();
    return () => {
      if (!(before instanceof HTMLElement) || before === document.body) return;
      // A line that was edited is drawn anew, its buttons with it.
      const buttons = [...(home?.querySelectorAll('button') ?? [])];
      const anew = buttons.find(({ ariaLabel }) => ariaLabel === before.ariaLabel) ?? buttons[0];
      (before.isConnected ? before : anew)?.focus();
    };
  }, []);
  return (
    <form
      ref={form}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving) onSave();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || ownsEscape(event.target)) return;
        event.stopPropagation();
        onCancel();
      }}
    >
      {children}
      <FieldText text={error} />
      <Group gap="xs">
        <Button type="submit" size="compact-sm" loading={saving}>
          {words.save}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
      </Group>
    </form>
  );
}

/** An open list of choices takes the first Escape for itself. */
function ownsEscape(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute('aria-expanded') === 'true';
}
