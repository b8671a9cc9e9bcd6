import { ActionBar, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './SelectionBar.module.css';

type Props = {
  opened: boolean;
  words: { label: string; selected: string; clear: string; selectAll: string };
  /** Offered while more rows match than are selected. */
  onSelectAll?: () => void;
  onClear: () => void;
  children: ReactNode;
};

/** What can be done with the selected rows, floating at the bottom while there are any. */
export function SelectionBar({ opened, words, onSelectAll, onClear, children }: Props) {
  return (
    <ActionBar
      opened={opened}
      onClose={onClear}
      aria-label={words.label}
      withinPortal={false}
      className={classes.bar}
      transitionProps={{ duration: 100 }}
    >
      <span className={classes.count} role="status">
        {words.selected}
      </span>
      {onSelectAll && (
        <Button variant="subtle" size="compact-sm" onClick={onSelectAll}>
          {words.selectAll}
        </Button>
      )}
      <ActionBar.Divider />
      {children}
      <ActionBar.Divider />
      <ActionBar.CloseButton aria-label={words.clear} />
    </ActionBar>
  );
}
