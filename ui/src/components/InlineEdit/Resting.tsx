import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
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
  /** Why nobody may change it here, said on hover and on focus. */
  locked?: string;
  onOpen: () => void;
};

/** A value at rest: looks like text, is a button. */
export function Resting(props: RestingProps) {
  const { ref, label, display, spoken, empty, disabled, locked, onOpen } = props;
  const blank = display === null || display === '';
  const name = `${label}: ${blank ? empty : spoken}`;
  const content = blank ? <span className={classes.empty}>{empty}</span> : display;
  if (locked !== undefined) {
    return (
      <Tooltip label={locked} events={{ hover: true, focus: true, touch: true }}>
        <UnstyledButton
          ref={ref}
          className={classes.resting}
          aria-label={name}
          aria-description={locked}
          aria-disabled
        >
          {content} <IconLock size={13} className={classes.lock} aria-hidden />
        </UnstyledButton>
      </Tooltip>
    );
  }
  return (
    <UnstyledButton
      ref={ref}
      className={classes.resting}
      aria-label={name}
      data-inline-edit
      disabled={disabled}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'F2') return;
        event.preventDefault();
        onOpen();
      }}
    >
      {content}
    </UnstyledButton>
  );
}
