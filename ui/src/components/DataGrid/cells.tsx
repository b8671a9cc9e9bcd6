import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { CustomCellRendererProps, CustomHeaderProps } from 'ag-grid-react';
import { type MouseEvent, useEffect } from 'react';
import classes from './DataGrid.module.css';
import { useGrid } from './grid-context';
import { isSelected, sizeOf } from './selection';
import type { GridColumn } from './types';

export function SelectCell<R>(props: CustomCellRendererProps<R> & { nameOf: (row: R) => string }) {
  const { selection, words, onToggle } = useGrid();
  const { data, node, nameOf } = props;
  if (!data || !node.id) return null;
  const id = node.id;
  return (
    <Checkbox
      size="xs"
      tabIndex={-1}
      aria-label={words.selectRow(nameOf(data))}
      checked={isSelected(selection, id)}
      onChange={(event) => onToggle(id, (event.nativeEvent as unknown as MouseEvent).shiftKey)}
      onClick={(event) => event.stopPropagation()}
    />
  );
}

export function SelectAllHeader() {
  const { selection, total, words, onToggleAll } = useGrid();
  const size = sizeOf(selection, total);
  return (
    <Checkbox
      size="xs"
      tabIndex={-1}
      aria-label={words.selectAll}
      checked={size > 0 && size === total}
      indeterminate={size > 0 && size < total}
      onChange={onToggleAll}
    />
  );
}

export function RichCell<R>(
  props: CustomCellRendererProps<R> & { draw: NonNullable<GridColumn<R>['cell']> },
) {
  return props.data ? props.draw(props.data) : null;
}

export function SortHeader(props: CustomHeaderProps & { sortable: boolean }) {
  const { sort, onSort } = useGrid();
  const field = props.column.getColId();
  const position = sort.findIndex((entry) => entry.field === field);
  const entry = sort[position];
  const direction = entry ? (entry.descending ? 'descending' : 'ascending') : 'none';
  const { eGridHeader: cell, sortable } = props;

  useEffect(() => {
    if (sortable) cell.setAttribute('aria-sort', direction);
  }, [cell, sortable, direction]);

  if (!sortable) return <span className={classes.header}>{props.displayName}</span>;
  const Arrow = entry?.descending ? IconArrowDown : IconArrowUp;
  return (
    // The header cell itself takes the focus and answers Enter; the button serves the mouse.
    <button
      type="button"
      tabIndex={-1}
      className={classes.header}
      onClick={(event) => onSort(field, event.shiftKey)}
    >
      <span className={classes.title}>{props.displayName}</span>
      {entry && <Arrow size={14} aria-hidden />}
      {entry && sort.length > 1 && <span className={classes.rank}>{position + 1}</span>}
    </button>
  );
}
