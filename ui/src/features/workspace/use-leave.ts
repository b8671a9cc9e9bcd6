import { useNavigate } from '@tanstack/react-router';
import { forgetRecents } from '@/components/Recent/recent';
import { useWorkspaceSwitched } from '@/ipc/workspace';

/** Leaves the workspace by a command of the core, and forgets what the screen remembers of it. */
export function useLeave(): (command: () => Promise<unknown>) => Promise<void> {
  const navigate = useNavigate();
  const switched = useWorkspaceSwitched();
  return async (command) => {
    await command();
    forgetRecents();
    await switched();
    // Under a lock the shell lets nothing lead away from its page, and it may not be gone yet.
    await navigate({ to: '/', ignoreBlocker: true });
  };
}
