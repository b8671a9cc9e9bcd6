import type { GridApi } from 'ag-grid-community';
import { type RefObject, useMemo, useRef } from 'react';
import { SELECT } from './column-defs';

const FRAMES_TO_WAIT = 12;

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
  /** The focus was put into the grid and nobody has taken it elsewhere. */
  const held = useRef(false);

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
      const target = Math.max(0, Math.min(to, api.getDisplayedRowCount() - 1));
      const columns = api.getAllDisplayedColumns();
      const column = api.getFocusedCell()?.column ?? columns[1] ?? columns[0];
      if (!column || api.getDisplayedRowCount() === 0) return;
      held.current = true;
      const drawn = () => api.getRenderedNodes().some((node) => node.rowIndex === target);
      const near = drawn();
      api.ensureIndexVisible(target);
      if (near) return api.setFocusedCell(target, column);
      // A far row is drawn in the next frame; a cell that is not there cannot take the focus.
      let frames = 0;
      const focus = () => {
        if (api.isDestroyed()) return;
        if (drawn() || frames > FRAMES_TO_WAIT) return api.setFocusedCell(target, column);
        frames += 1;
        requestAnimationFrame(focus);
      };
      requestAnimationFrame(focus);
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
        // A row that is still being read is nobody yet; `keep` says who came.
        if (rowIndex !== null) set(api?.getDisplayedRowAtIndex(rowIndex)?.data ?? null);
      },
      /** After new rows came: follow the row to its new place, or take what is there now. */
      keep: () => {
        const at = index();
        if (!api || at === null) return;
        const known = row.current === null ? undefined : api.getRowNode(rowId(row.current));
        const moved = known?.data && known.rowIndex !== null && known.rowIndex !== at;
        const focused = document.activeElement;
        const inside = root.current?.contains(focused) ?? false;
        // A row that arrives takes the place of its empty one, and the focus falls to the page.
        const lost = held.current && focused === document.body;
        held.current = inside || lost;
        if (moved && inside && known.rowIndex !== null) go(known.rowIndex);
        else if (lost) requestAnimationFrame(() => go(at));
        set(known?.data ?? api.getDisplayedRowAtIndex(at)?.data ?? null);
      },
    };
  }, [api, root, rowId]);
}

export type Current<R> = ReturnType<typeof useCurrent<R>>;
