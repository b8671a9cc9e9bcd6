import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useAutomaticLock } from '@/ipc/lock';
import { useAppState, useWorkspace } from '@/ipc/workspace';
import { LockCover } from './LockCover';
import { Shell } from './Shell';

const LockPage = lazy(async () => ({
  default: (await import('@/pages/welcome/LockPage')).LockPage,
}));
const UnlockPage = lazy(async () => ({
  default: (await import('@/pages/welcome/UnlockPage')).UnlockPage,
}));
const WelcomePage = lazy(async () => ({
  default: (await import('@/pages/welcome/WelcomePage')).WelcomePage,
}));

/** Which screen the state of the core calls for: the pages need an open workspace. */
export function Gate() {
  const { t } = useTranslation('welcome');
  const state = useAppState();
  const workspace = useWorkspace();
  useAutomaticLock();

  if (state.state === 'closed') {
    return (
      <Suspense>
        <WelcomePage />
      </Suspense>
    );
  }
  if (state.state === 'locked' && state.reason !== 'idle') {
    return (
      <Suspense>
        <UnlockPage name={state.name} reason={state.reason} />
      </Suspense>
    );
  }
  const locked = state.state === 'locked' ? state : null;
  return (
    <>
      {workspace && <Shell locked={locked !== null} />}
      {locked && (
        <LockCover label={t('lock.title', { name: locked.name })}>
          <Suspense>
            <LockPage name={locked.name} person={locked.person} />
          </Suspense>
        </LockCover>
      )}
    </>
  );
}
