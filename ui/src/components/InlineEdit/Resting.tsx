import { UnstyledButton } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import classes from './InlineEdit.module.css';

type RestingProps = {
  ref: Ref<HTMLButtonElement>;
  label: string;
  /** What the value reads as; null when there is none. */
  display: ReactNode;
  /** The same in plain words, for the accessible name. */
  spoken: string;
  empty: string;
  disabled: boolean;
  onOpen: () => void;
};

/** A value at rest: looks like text, is a button. */
export function Resting({ ref, label, display, spoken, empty, disabled, onOpen }: RestingProps) {
  const blank = display === null || display === '';
  return (
    <UnstyledButton
      ref={ref}
      className={classes.resting}
      aria-label={`${label}: ${blank ? empty : spoken}`}
      data-inline-edit
      disabled={disabled}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'F2') return;
        event.preventDefault();
        onOpen();
      }}
    >
      {blank ? <span className={classes.empty}>{empty}</span> : display}
    </UnstyledButton>
  );
}
