import { lazy, Suspense } from 'react';
import { useAppState } from '@/ipc/workspace';
import { Shell } from './Shell';

const UnlockPage = lazy(async () => ({
  default: (await import('@/pages/welcome/UnlockPage')).UnlockPage,
}));
const WelcomePage = lazy(async () => ({
  default: (await import('@/pages/welcome/WelcomePage')).WelcomePage,
}));

/** Which screen the state of the core calls for: the pages need an open workspace. */
export function Gate() {
  const state = useAppState();
  switch (state.state) {
    case 'closed':
      return (
        <Suspense>
          <WelcomePage />
        </Suspense>
      );
    case 'locked':
      return (
        <Suspense>
          <UnlockPage name={state.name} reason={state.reason} />
        </Suspense>
      );
    case 'open':
      return <Shell />;
  }
}
