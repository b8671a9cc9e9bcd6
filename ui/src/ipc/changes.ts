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

type Listener = (change: DataChanged) => void;

const listeners = new Set<Listener>();
let holding = false;

/** Listens for changes made anywhere (this window, another, the core itself). */
export function onDataChanged(listener: Listener): () => void {
  listeners.add(listener);
  const unlisten = events.dataChanged.listen((event) => {
    if (!holding) listener(event.payload);
  });
  return () => {
    listeners.delete(listener);
    void unlisten.then((stop) => stop());
  };
}

/** A locked workspace answers nothing: from now on no change is told. */
export function holdChanges(): void {
  holding = true;
}

/** Changes are told again; with `missed`, that any may have happened meanwhile. */
export function resumeChanges(missed: boolean): void {
  holding = false;
  if (!missed) return;
  for (const listener of listeners) listener({ tables: [ANY], roots: null });
}
