import type { GridApi } from 'ag-grid-community';
import { useCallback } from 'react';
import { SELECT } from './column-defs';
import type { ShownColumn } from './types';

/** Tells what order and widths a person gave the columns, keeping "usual" where they gave none. */
export function useColumnChanges(
  shown: readonly ShownColumn[],
  onChange: (shown: ShownColumn[]) => void,
) {
  const usual = useCallback(
    (field: string) => shown.find((column) => column.field === field)?.width ?? null,
    [shown],
  );
  const moved = useCallback(
    (api: GridApi) => {
      const order = api.getColumnState().map((column) => column.colId);
      const next = order
        .filter((field) => field !== SELECT)
        .map((field) => ({ field, width: usual(field) }));
      const same = next.every((column, index) => column.field === shown[index]?.field);
      if (!same) onChange(next);
    },
    [shown, usual, onChange],
  );
  const resized = useCallback(
    (field: string, width: number) =>
      onChange(shown.map((column) => (column.field === field ? { field, width } : column))),
    [shown, onChange],
  );
  return { moved, resized };
}
