import type { GridApi } from 'ag-grid-community';
import { useCallback, useEffect, useRef } from 'react';
import {
  everything,
  type GridSelection,
  isSelected,
  mark,
  nothing,
  sizeOf,
  toggle,
  widen,
} from './selection';

/** Rows from one index to another, both included, as far as they are loaded. */
function idsBetween(api: GridApi, from: number, to: number): string[] {
  const ids: string[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
    const node = api.getDisplayedRowAtIndex(index);
    if (node?.data && node.id) ids.push(node.id);
  }
  return ids;
}

type Range = { anchor: number; base: GridSelection };

/** The ways a selection changes: one row, a range from an anchor, all that is loaded, all there is. */
export function useSelection(
  api: GridApi | null,
  selection: GridSelection,
  total: number,
  onChange: (selection: GridSelection) => void,
) {
  const range = useRef<Range | null>(null);

  const toggleRow = useCallback(
    (id: string, ranged: boolean) => {
      const index = api?.getRowNode(id)?.rowIndex ?? null;
      if (api && ranged && range.current && index !== null) {
        onChange(mark(range.current.base, idsBetween(api, range.current.anchor, index), true));
        return;
      }
      const next = toggle(selection, id);
      range.current = index === null ? null : { anchor: index, base: next };
      onChange(next);
    },
    [api, selection, onChange],
  );

  const extendTo = useCallback(
    (from: number, to: number) => {
      if (!api) return;
      range.current ??= { anchor: from, base: selection };
      onChange(mark(range.current.base, idsBetween(api, range.current.anchor, to), true));
    },
    [api, selection, onChange],
  );

  const endRange = useCallback(() => {
    range.current = null;
  }, []);

  const widenAll = useCallback(() => {
    const loaded: string[] = [];
    api?.forEachNode((node) => {
      if (node.data && node.id) loaded.push(node.id);
    });
    onChange(widen(selection, loaded, total));
  }, [api, selection, total, onChange]);

  const toggleAll = useCallback(
    () => onChange(sizeOf(selection, total) === total ? nothing : everything),
    [selection, total, onChange],
  );

  /** AG Grid's own marks follow ours: they colour the row and set `aria-selected`. */
  const paint = useCallback(() => {
    if (!api || api.isDestroyed()) return;
    api.forEachNode((node) => {
      if (!node.data || !node.id) return;
      const wanted = isSelected(selection, node.id);
      if (node.isSelected() !== wanted) node.setSelected(wanted, false, 'api');
    });
  }, [api, selection]);
  useEffect(paint, [paint]);

  return { toggleRow, extendTo, endRange, widenAll, toggleAll, paint };
}
