import { useEffect, useMemo, useState } from 'react';
import type { ListQuery, Selection } from '@/bindings';
import { everything, type GridSelection, nothing, sizeOf } from '@/components/DataGrid/selection';

/** The selected rows of a list. Another list, or another filter of it, starts with none. */
export function usePicked(query: ListQuery, total: number | null) {
  const [picked, setPicked] = useState<GridSelection>(nothing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query is what empties the selection.
  useEffect(() => setPicked(nothing), [query]);

  const selection = useMemo((): Selection | null => {
    if (sizeOf(picked, total ?? 0) === 0) return null;
    return picked.mode === 'ids'
      ? { mode: 'ids', ids: [...picked.ids] }
      : { mode: 'query', query, except: [...picked.except] };
  }, [picked, query, total]);

  return {
    picked,
    setPicked,
    /** As the commands take it; null while nothing is selected. */
    selection,
    clear: () => setPicked(nothing),
    all: () => setPicked(everything),
  };
}
