import { type ReactNode, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { LOCK } from '@/app/lock-guard';
import { useCommandRegistry } from '@/components/Commands/Commands';
import classes from './LockCover.module.css';

/**
 * Covers the page and all that floats over it. Beneath, everything stays as it was, text half typed included, but can
 * neither be seen nor reached; the focus goes back to where it was when the cover is lifted.
 */
export function LockCover({ label, children }: { label: string; children: ReactNode }) {
  const registry = useCommandRegistry();
  const [cover, setCover] = useState<HTMLElement | null>(null);

  useLayoutEffect(() => {
    const focused = document.activeElement;
    const element = document.createElement('div');
    element.className = classes.cover ?? '';
    element.setAttribute(LOCK, '');
    element.tabIndex = -1;
    document.body.append(element);
    const covered = new Set<Element>();
    function coverRest() {
      for (const other of document.body.children) {
        if (other === element || other.hasAttribute('inert')) continue;
        other.setAttribute('inert', '');
        covered.add(other);
      }
    }
    coverRest();
    const watch = new MutationObserver(coverRest);
    watch.observe(document.body, { childList: true });
    registry.paused = true;
    setCover(element);
    return () => {
      watch.disconnect();
      registry.paused = false;
      for (const other of covered) other.removeAttribute('inert');
      element.remove();
      if (focused instanceof HTMLElement && focused.isConnected) {
        focused.focus({ preventScroll: true });
      }
    };
  }, [registry]);

  useLayoutEffect(() => {
    cover?.setAttribute('role', 'dialog');
    cover?.setAttribute('aria-modal', 'true');
    cover?.setAttribute('aria-label', label);
  }, [cover, label]);

  return cover && createPortal(children, cover);
}
