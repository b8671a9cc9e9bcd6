import type { ColDef, SuppressKeyboardEventParams } from 'ag-grid-community';
import { RichCell, SelectAllHeader, SelectCell, SortHeader } from './cells';
import classes from './DataGrid.module.css';
import type { GridColumn, ShownColumn } from './types';

export const SELECT = 'select';

/** Keys that mean something to the list; the grid keeps the rest (arrows, page, home, end). */
function isOurs({ event }: SuppressKeyboardEventParams): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (event.key.startsWith('Arrow')) return event.shiftKey || control;
  if (control && 'acvxyz'.includes(event.key.toLowerCase())) return true;
  return [' ', 'Enter', 'Delete', 'Backspace', 'F2', 'Escape', 'Home', 'End'].includes(event.key);
}

function isLoading({ data }: { data?: unknown }): boolean {
  return data === undefined;
}

export function columnDefs<R>(
  columns: readonly GridColumn<R>[],
  shown: readonly ShownColumn[],
  nameOf: (row: R) => string,
  onSort: (field: string, add: boolean) => void,
): ColDef<R>[] {
  const known = new Map(columns.map((column) => [column.field, column]));
  const select: ColDef<R> = {
    colId: SELECT,
    width: 44,
    minWidth: 44,
    maxWidth: 44,
    resizable: false,
    suppressMovable: true,
    lockPosition: 'left',
    headerComponent: SelectAllHeader,
    cellRenderer: SelectCell,
    cellRendererParams: { nameOf },
    cellClass: classes.select,
    suppressKeyboardEvent: isOurs,
  };
  const rest = shown.flatMap(({ field, width }) => {
    const column = known.get(field);
    return column ? [columnDef(column, width, onSort)] : [];
  });
  return [select, ...rest];
}

function columnDef<R>(
  column: GridColumn<R>,
  width: number | null,
  onSort: (field: string, add: boolean) => void,
): ColDef<R> {
  const { field, title, text, cell, numeric, sortable } = column;
  return {
    colId: field,
    headerName: title,
    width: width ?? column.width,
    flex: column.grows && width === null ? 1 : undefined,
    minWidth: column.grows ? Math.min(column.width, 220) : 64,
    resizable: true,
    sortable: false,
    valueGetter: ({ data }) => (data ? text(data) : ''),
    cellRenderer: cell ? RichCell : undefined,
    cellRendererParams: cell ? { draw: cell } : undefined,
    cellClass: numeric ? classes.numeric : undefined,
    headerClass: numeric ? classes.numericHeader : undefined,
    cellClassRules: { [classes.loading as string]: isLoading },
    headerComponent: SortHeader,
    headerComponentParams: { sortable: sortable ?? false },
    suppressKeyboardEvent: isOurs,
    suppressHeaderKeyboardEvent: ({ event }) => {
      if (event.key !== 'Enter' || !sortable) return false;
      if (event.type === 'keydown') onSort(field, event.shiftKey);
      return true;
    },
  };
}
