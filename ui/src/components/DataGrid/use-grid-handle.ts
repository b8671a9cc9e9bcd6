import type { GridApi } from 'ag-grid-community';
import { type Ref, type RefObject, useImperativeHandle } from 'react';
import { copyTable } from './copy';
import { type GridSelection, isSelected, sizeOf } from './selection';
import type { GridColumn, GridHandle, ShownColumn } from './types';
import type { Current } from './use-current';
import type { useEditing } from './use-editing';
import type { useSelection } from './use-selection';

type Parts<R> = {
  api: GridApi<R> | null;
  root: RefObject<HTMLElement | null>;
  columns: readonly GridColumn<R>[];
  shown: readonly ShownColumn[];
  selection: GridSelection;
  current: Current<R>;
  picks: ReturnType<typeof useSelection>;
  editing: ReturnType<typeof useEditing<R>>;
  rows: { reload: () => void };
};

export function useGridHandle<R>(ref: Ref<GridHandle<R>> | undefined, parts: Parts<R>): void {
  const { api, columns, shown, selection, current, picks, editing, rows } = parts;
  useImperativeHandle(ref, () => {
    function step(by: number): [from: number, to: number] {
      const from = current.index();
      return from === null ? [0, 0] : [from, Math.max(0, from + by)];
    }
    /** The selected rows that are loaded, or the one in focus. */
    function rowsToCopy(): R[] {
      const row = current.row();
      if (sizeOf(selection, 1) === 0) return row === null ? [] : [row];
      const picked: R[] = [];
      api?.forEachNode((node) => {
        if (node.data && node.id && isSelected(selection, node.id)) picked.push(node.data);
      });
      return picked;
    }
    return {
      hasFocus: current.hasFocus,
      focus: () => current.go(current.index() ?? 0),
      current: current.row,
      move: (by) => {
        picks.endRange();
        current.go(step(by)[1]);
      },
      jump: (to) => {
        picks.endRange();
        current.go(to === 'first' ? 0 : Number.MAX_SAFE_INTEGER);
      },
      extend: (by) => {
        const [from, to] = step(by);
        picks.extendTo(from, to);
        current.go(to);
      },
      toggleCurrent: () => {
        const row = current.row();
        const index = current.index();
        const id = index === null ? undefined : api?.getDisplayedRowAtIndex(index)?.id;
        if (row !== null && id !== undefined) picks.toggleRow(id, false);
      },
      widenSelection: picks.widenAll,
      editCurrent: editing.openCurrent,
      copy: () => {
        const known = new Map(columns.map((column) => [column.field, column]));
        const wanted = shown.flatMap(({ field }) => known.get(field) ?? []);
        const body = rowsToCopy().map((row) => wanted.map((column) => column.text(row)));
        if (body.length > 0)
          copyTable(
            wanted.map((column) => column.title),
            body,
          );
        return body.length;
      },
      reload: rows.reload,
    };
  }, [api, columns, shown, selection, current, picks, editing, rows]);
}
