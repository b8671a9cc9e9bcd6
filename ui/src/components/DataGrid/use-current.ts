import type { GridApi } from 'ag-grid-community';
import { type RefObject, useMemo, useRef } from 'react';
import { SELECT } from './column-defs';

/** Where the keyboard is: a row by its id, which keeps the focus when rows above come and go. */
export function useCurrent<R>(
  api: GridApi<R> | null,
  root: RefObject<HTMLElement | null>,
  rowId: (row: R) => string,
  onCurrent?: (row: R | null) => void,
) {
  const row = useRef<R | null>(null);
  const notify = useRef(onCurrent);
  notify.current = onCurrent;

  return useMemo(() => {
    function set(next: R | null) {
      if (next === row.current) return;
      row.current = next;
      notify.current?.(next);
    }
    function index(): number | null {
      return api?.getFocusedCell()?.rowIndex ?? null;
    }
    function go(to: number) {
      if (!api) return;
      const last = api.getLastDisplayedRowIndex();
      const target = Math.max(0, last < 0 ? to : Math.min(to, api.getDisplayedRowCount() - 1));
      const columns = api.getAllDisplayedColumns();
      const column = api.getFocusedCell()?.column ?? columns[1] ?? columns[0];
      if (!column || api.getDisplayedRowCount() === 0) return;
      api.ensureIndexVisible(target);
      api.setFocusedCell(target, column);
    }
    return {
      row: () => row.current,
      index,
      go,
      /** The column the focus is in, when it is one of the data. */
      column: () => {
        const id = api?.getFocusedCell()?.column.getColId() ?? null;
        return id === SELECT ? null : id;
      },
      hasFocus: () => {
        const active = document.activeElement;
        return active !== null && active.closest('.ag-row') !== null
          ? (root.current?.contains(active) ?? false)
          : false;
      },
      focused: (rowIndex: number | null) => {
        const node = rowIndex === null ? undefined : api?.getDisplayedRowAtIndex(rowIndex);
        if (node?.data) set(node.data);
      },
      /** After new rows came: follow the row to its new place, or take what is there now. */
      keep: () => {
        const at = index();
        if (!api || at === null) return;
        const known = row.current === null ? undefined : api.getRowNode(rowId(row.current));
        const moved = known?.data && known.rowIndex !== null && known.rowIndex !== at;
        const focusInside = root.current?.contains(document.activeElement) ?? false;
        if (moved && focusInside && known.rowIndex !== null) go(known.rowIndex);
        set(known?.data ?? api.getDisplayedRowAtIndex(at)?.data ?? null);
      },
    };
  }, [api, root, rowId]);
}

export type Current<R> = ReturnType<typeof useCurrent<R>>;
