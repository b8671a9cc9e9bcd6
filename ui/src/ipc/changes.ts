import type { QueryClient } from '@tanstack/react-query';
import type { DataChanged } from '@/bindings';
import { events } from '@/bindings';

/**
 * The tables a query reads, given as `meta: reads('customers', 'taggings')`. A query without it
 * is left alone by changes of data; `reads()` without a name means: any table.
 */
export function reads(...tables: string[]): { tables: string[] } {
  return { tables };
}

/** The shell names no tables when it missed some changes: everything may be stale. */
const ANY = '*';

function readsAnyOf(meta: Record<string, unknown> | undefined, changed: ReadonlySet<string>) {
  const tables = meta?.tables;
  if (!Array.isArray(tables)) return false;
  if (changed.has(ANY)) return true;
  return tables.length === 0 || tables.some((table) => changed.has(table));
}

export function invalidate(client: QueryClient, change: DataChanged): void {
  const changed = new Set(change.tables);
  void client.invalidateQueries({ predicate: (query) => readsAnyOf(query.meta, changed) });
}

/** Listens for changes made anywhere (this window, another, the core itself). */
export function onDataChanged(listener: (change: DataChanged) => void): () => void {
  const unlisten = events.dataChanged.listen((event) => listener(event.payload));
  return () => void unlisten.then((stop) => stop());
}
