import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useMemo } from 'react';

/** A dialog. When it goes, the focus is back on what opened it. */
export function Dialog(props: ModalProps) {
  useFocusBack(props.opened);
  return <Modal {...props} />;
}

/** Mantine gives it back only to what is still there, and only if the dialog was there before it opened. */
function useFocusBack(opened: boolean) {
  // Asked while rendering: when effects run, a menu that led here may be gone.
  const opener = useMemo(() => (opened ? openerOf(document.activeElement) : null), [opened]);
  useEffect(() => {
    if (!opened) return;
    return () => {
      const left = document.activeElement;
      setTimeout(() => {
        const { activeElement, body } = document;
        const nowhere = activeElement === left || activeElement === body;
        if (nowhere || openerOf(activeElement) === opener) opener?.focus({ preventScroll: true });
      }, MANTINE_IS_DONE_MS);
    };
  }, [opened, opener]);
}

const MANTINE_IS_DONE_MS = 20;

/** What a person chose from a menu is gone with it: its button stands for it. */
function openerOf(active: Element | null): HTMLElement | null {
  const menu = active?.closest('[role=menu]');
  const button = menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '');
  const opener = button ?? active;
  return opener instanceof HTMLElement ? opener : null;
}
