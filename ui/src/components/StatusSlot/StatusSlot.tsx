import { createContext, useContext, useEffect } from 'react';

export const StatusSlotContext = createContext<(text: string | null) => void>(() => {});

/** Shows a page's own short text in the status bar while the page is on screen ("12,480 rows"). */
export function StatusText({ children }: { children: string }) {
  const show = useContext(StatusSlotContext);
  useEffect(() => {
    show(children);
    return () => show(null);
  }, [show, children]);
  return null;
}
