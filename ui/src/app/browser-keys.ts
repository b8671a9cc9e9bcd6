import { isEditable, strokeOf } from '@/components/Commands/keys';

/** Keys with which a browser would reload, print or search the page and lose what is on screen. */
const STOPPED = ['f5', 'mod+r', 'mod+shift+r', 'mod+p', 'mod+f', 'mod+g', 'f3', 'f7'];

/** Stops the browser's keys, and its context menu except in text fields. */
export function stopBrowserKeys(target: Window): () => void {
  function onKey(event: KeyboardEvent) {
    if (STOPPED.includes(strokeOf(event) ?? '')) event.preventDefault();
  }
  function onMenu(event: MouseEvent) {
    if (!isEditable(event.target)) event.preventDefault();
  }
  target.addEventListener('keydown', onKey);
  target.addEventListener('contextmenu', onMenu);
  return () => {
    target.removeEventListener('keydown', onKey);
    target.removeEventListener('contextmenu', onMenu);
  };
}
