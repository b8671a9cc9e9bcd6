import { useCallback, useSyncExternalStore } from 'react';
import type { ShownColumn } from '@/components/DataGrid/types';

const changed = new Map<string, readonly ShownColumn[]>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Columns changed by hand and not saved with a view yet; kept while the window is open. */
export function useChangedColumns(key: string) {
  const columns = useSyncExternalStore(subscribe, () => changed.get(key) ?? null);
  const set = useCallback(
    (next: readonly ShownColumn[] | null) => {
      if (next) changed.set(key, next);
      else changed.delete(key);
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [columns, set] as const;
}
