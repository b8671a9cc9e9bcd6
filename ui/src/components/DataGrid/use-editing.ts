import type { GridApi } from 'ag-grid-community';
import { type RefObject, useCallback, useMemo, useState } from 'react';
import type { Editing } from './EditPopover';
import type { GridColumn, ShownColumn, Step } from './types';
import type { Current } from './use-current';

/** Which cell is open for editing; Tab goes on to the next one that can be. */
export function useEditing<R>(
  api: GridApi<R> | null,
  root: RefObject<HTMLElement | null>,
  columns: readonly GridColumn<R>[],
  shown: readonly ShownColumn[],
  current: Current<R>,
) {
  const [now, setNow] = useState<Editing<R> | null>(null);

  const editable = useMemo(
    () =>
      shown.flatMap(({ field }) => {
        const column = columns.find((candidate) => candidate.field === field);
        return column?.edit ? [column] : [];
      }),
    [columns, shown],
  );

  const open = useCallback(
    (column: GridColumn<R> | undefined) => {
      const at = current.index();
      const node = at === null ? undefined : api?.getDisplayedRowAtIndex(at);
      if (!api || !column || at === null || !node?.data || !node.id) return setNow(null);
      api.ensureColumnVisible(column.field);
      api.setFocusedCell(at, column.field);
      const cell = root.current?.querySelector(
        `[row-id="${CSS.escape(node.id)}"] [col-id="${CSS.escape(column.field)}"]`,
      );
      if (!cell || !root.current) return setNow(null);
      const outer = root.current.getBoundingClientRect();
      const inner = cell.getBoundingClientRect();
      const box = new DOMRect(
        inner.left - outer.left,
        inner.top - outer.top,
        inner.width,
        inner.height,
      );
      setNow({ row: node.data, id: node.id, column, box });
    },
    [api, root, current],
  );

  /** Opens the cell in focus, or the first editable one of its row. */
  const openCurrent = useCallback(() => {
    const field = current.column();
    open(editable.find((column) => column.field === field) ?? editable[0]);
  }, [current, editable, open]);

  const close = useCallback(() => setNow(null), []);

  const done = useCallback(
    (step?: Step) => {
      const at = editable.findIndex((column) => column.field === now?.column.field);
      const following = step && editable[at + (step === 'next' ? 1 : -1)];
      if (following) return open(following);
      setNow(null);
      const index = current.index();
      if (index !== null) current.go(index);
    },
    [editable, now, open, current],
  );

  return { now, openCurrent, close, done };
}
