import { Button, CloseButton, Divider } from '@mantine/core';
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

/**
 * What can be done with the selected rows, floating over the foot of their table while there are
 * any. Mantine's ActionBar is fixed to the window and would lie over the rail and the status bar.
 */
export function SelectionBar({ opened, words, onSelectAll, onClear, children }: Props) {
  if (!opened) return null;
  return (
    <div className={classes.bar} role="toolbar" aria-label={words.label}>
      <span className={classes.count} role="status">
        {words.selected}
      </span>
      {onSelectAll && (
        <Button variant="subtle" size="compact-sm" flex="none" onClick={onSelectAll}>
          {words.selectAll}
        </Button>
      )}
      <Divider orientation="vertical" />
      <div className={classes.acts}>{children}</div>
      <Divider orientation="vertical" />
      <CloseButton aria-label={words.clear} onClick={onClear} />
    </div>
  );
}
