import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { events } from '@/bindings';
import { api } from './api';
import { holdChanges, resumeChanges } from './changes';
import { appStateQuery, useAppState, workspaceQuery } from './workspace';

/** How often the core is told that somebody is here. */
const TELL_MS = 30_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Asks the core where it stands after it locked. What is on screen stays as it is. */
export async function showLock(client: QueryClient): Promise<void> {
  holdChanges();
  const before = client.getQueryData(appStateQuery.queryKey);
  const state = await api.appState();
  if (before?.state === 'open') {
    client.setQueryData(workspaceQuery.queryKey, (known) => known ?? before.workspace);
  }
  client.setQueryData(appStateQuery.queryKey, state);
  if (state.state === 'open') resumeChanges(true);
}

/** Locks the workspace; what is on screen stays beneath the lock. */
export function useLockNow(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await api.lockWorkspace();
    await showLock(client);
  };
}

/** To be called when the workspace was unlocked: the page goes on where it was. */
export function useUnlocked(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    client.setQueryData(appStateQuery.queryKey, await api.appState());
    resumeChanges(true);
  };
}

/** Shows the lock when the core locks by itself, and keeps it from doing so while somebody is here. */
export function useAutomaticLock(): void {
  const client = useQueryClient();
  const open = useAppState().state === 'open';
  useEffect(() => {
    const unlisten = events.workspaceLocked.listen(() => void showLock(client));
    return () => void unlisten.then((stop) => stop());
  }, [client]);
  useEffect(() => {
    if (!open) return;
    let told = Number.NEGATIVE_INFINITY;
    function tell(event: Event) {
      if (event.timeStamp - told < TELL_MS) return;
      told = event.timeStamp;
      // The next sign of life tells again, and a lock is told by itself.
      api.stillHere().catch(() => undefined);
    }
    const how = { capture: true, passive: true };
    for (const sign of SIGNS) window.addEventListener(sign, tell, how);
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, tell, how);
    };
  }, [open]);
}
