import type { GridApi, IDatasource } from 'ag-grid-community';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { GridPage } from './types';

export const BLOCK = 200;
export const BLOCKS_KEPT = 20;

export type Load<R> = (start: number, count: number) => Promise<GridPage<R>>;

export type RowsState =
  | { phase: 'loading' }
  | { phase: 'ready'; total: number; partFailed: boolean }
  | { phase: 'failed'; error: unknown };

/**
 * Feeds the grid. The first block of a new list is read before the old list is let go, so that a
 * change of filter never flickers; later blocks are read when they are scrolled to.
 */
export function useRows<R>(
  api: GridApi<R> | null,
  list: { key: string; load: Load<R>; version: number },
) {
  const [state, setState] = useState<RowsState>({ phase: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const load = useRef(list.load);
  load.current = list.load;
  const phase = useRef(state);
  phase.current = state;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what `load` reads; an attempt reads it again.
  useEffect(() => {
    if (!api) return;
    let current = true;
    const read = load.current;
    read(0, BLOCK).then(
      (first) => {
        if (!current || api.isDestroyed()) return;
        const report = (next: RowsState) => current && setState(next);
        api.setGridOption('datasource', datasource(read, first, report));
        setState({ phase: 'ready', total: first.total, partFailed: false });
      },
      (error: unknown) => current && setState({ phase: 'failed', error }),
    );
    return () => {
      current = false;
    };
  }, [api, list.key, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the data is the reason to read again.
  useEffect(() => {
    const now = phase.current;
    if (!api || api.isDestroyed() || now.phase === 'loading') return;
    if (now.phase === 'ready' && now.total > 0) api.refreshInfiniteCache();
    else reload();
  }, [list.version]);

  return { state, reload };
}

function datasource<R>(
  read: Load<R>,
  first: GridPage<R>,
  report: (state: RowsState) => void,
): IDatasource {
  let ready: GridPage<R> | null = first;
  return {
    getRows({ startRow, endRow, successCallback, failCallback }) {
      if (ready && startRow === 0) {
        successCallback(ready.rows, ready.total);
        ready = null;
        return;
      }
      read(startRow, endRow - startRow).then(
        (page) => {
          successCallback(page.rows, page.total);
          report({ phase: 'ready', total: page.total, partFailed: false });
        },
        () => {
          failCallback();
          report({ phase: 'ready', total: first.total, partFailed: true });
        },
      );
    },
  };
}
