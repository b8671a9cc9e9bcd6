import { Outlet, useBlocker, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { UndoToasts } from '@/app/UndoToasts';
import { forgetRecents } from '@/components/Recent/recent';
import { StatusSlotContext } from '@/components/StatusSlot/StatusSlot';
import { QuickCreate } from '@/features/create/QuickCreate';
import { api } from '@/ipc/api';
import { useWorkspaceSwitched } from '@/ipc/workspace';
import { DemoBanner, ReadOnlyBanner } from './Banners';
import { Rail } from './Rail';
import classes from './Shell.module.css';
import { StatusBar } from './StatusBar';
import { useGlobalCommands } from './use-global-commands';

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));
const KeySheetModal = lazy(async () => ({
  default: (await import('@/features/help/KeySheetModal')).KeySheetModal,
}));

/** The frame around every page of an open workspace. While it is locked, nothing leads away from the page. */
export function Shell({ locked }: { locked: boolean }) {
  const [status, setStatus] = useState<string | null>(null);
  const [palette, setPalette] = useState(false);
  const [keySheet, setKeySheet] = useState(false);
  const navigate = useNavigate();
  const switched = useWorkspaceSwitched();
  useBlocker({ shouldBlockFn: () => true, disabled: !locked, enableBeforeUnload: false });

  async function closeWorkspace() {
    await api.closeWorkspace();
    forgetRecents();
    await navigate({ to: '/' });
    await switched();
  }

  useGlobalCommands({
    openPalette: () => setPalette(true),
    openKeySheet: () => setKeySheet(true),
    closeWorkspace: () => void closeWorkspace(),
  });

  return (
    <UndoToasts>
      <StatusSlotContext value={setStatus}>
        <div className={classes.shell}>
          <Rail />
          <div className={classes.content}>
            <ReadOnlyBanner />
            <DemoBanner onLeave={() => void closeWorkspace()} />
            <div className={classes.page}>
              <Outlet />
            </div>
          </div>
          <StatusBar text={status} />
        </div>
        <QuickCreate />
        <Suspense>
          <Palette opened={palette} onClose={() => setPalette(false)} />
          <KeySheetModal opened={keySheet} onClose={() => setKeySheet(false)} />
        </Suspense>
      </StatusSlotContext>
    </UndoToasts>
  );
}
