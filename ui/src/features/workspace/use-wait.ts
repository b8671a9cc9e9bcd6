import { useEffect, useState } from 'react';
import { commandError } from '@/i18n/errors';

/** The seconds that are left to wait after too many wrong tries; 0 when there is nothing to wait for. */
export function useWait(failure: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const error = failure ? commandError(failure) : null;
    if (error?.kind !== 'too_many_tries') return setLeft(0);
    const until = Date.now() + error.seconds * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [failure]);
  return left;
}
