import { useAppState } from '@/ipc/workspace';
import { UnlockPage } from '@/pages/welcome/UnlockPage';
import { WelcomePage } from '@/pages/welcome/WelcomePage';
import { Shell } from './Shell';

/** Which screen the state of the core calls for: the pages need an open workspace. */
export function Gate() {
  const state = useAppState();
  switch (state.state) {
    case 'closed':
      return <WelcomePage />;
    case 'locked':
      return <UnlockPage name={state.name} reason={state.reason} />;
    case 'open':
      return <Shell />;
  }
}
