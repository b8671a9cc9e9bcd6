import { FocusTrap, Popover } from '@mantine/core';
import { useState } from 'react';
import classes from './DataGrid.module.css';
import type { GridColumn, Step } from './types';

export type Editing<R> = { row: R; id: string; column: GridColumn<R>; box: DOMRect };

type Props<R> = {
  editing: Editing<R>;
  label: string;
  /** Answers what was wrong, or null when the value was taken. */
  onCommit: (row: R, field: string, value: string | null) => Promise<string | null>;
  /** Where to go on: to the next editable cell, to the one before, or nowhere. */
  onDone: (step?: Step) => void;
};

/** The editor of one cell, laid over it. It stays open, saying why, until the value is taken. */
export function EditPopover<R>({ editing, label, onCommit, onDone }: Props<R>) {
  const [error, setError] = useState<string | null>(null);
  const { row, column, box } = editing;

  async function commit(value: string | null, step?: Step) {
    const wrong = await onCommit(row, column.field, value);
    setError(wrong);
    if (wrong === null) onDone(step);
  }

  return (
    <Popover
      opened
      onDismiss={() => onDone()}
      position="bottom-start"
      offset={0}
      returnFocus={false}
      withRoles={false}
    >
      <Popover.Target>
        <div
          className={classes.anchor}
          style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
        />
      </Popover.Target>
      <Popover.Dropdown
        role="dialog"
        aria-label={label}
        p="xs"
        miw={Math.max(240, box.width)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onDone();
        }}
      >
        <FocusTrap active>
          <div>
            {column.edit?.(row, {
              error,
              cancel: () => onDone(),
              move: onDone,
              commit: (value, step) => void commit(value, step),
            })}
          </div>
        </FocusTrap>
      </Popover.Dropdown>
    </Popover>
  );
}
