import { useEffect, useSyncExternalStore } from 'react';

export type Recent = { kind: 'customer' | 'contact'; id: string; title: string };

const KEPT = 8;
const NONE: readonly Recent[] = [];
let recents = NONE;
const listeners = new Set<() => void>();

function publish(next: readonly Recent[]) {
  recents = next;
  for (const listener of listeners) listener();
}

/** Puts the record on screen on top of the palette's recent ones. In memory only: names stay encrypted on disk. */
export function useRemember(recent: Recent | null): void {
  const { kind, id, title } = recent ?? {};
  useEffect(() => {
    if (!kind || !id || !title) return;
    const others = recents.filter((entry) => entry.id !== id);
    publish([{ kind, id, title }, ...others].slice(0, KEPT));
  }, [kind, id, title]);
}

/** Forgets them all, when the workspace is closed. */
export function forgetRecents(): void {
  publish(NONE);
}

export function useRecents(): readonly Recent[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => recents,
  );
}
