/** What marks the element that covers the page while the workspace is locked. */
export const LOCK = 'data-lock';

/**
 * While the page lies under a lock, nothing may happen to it: no key reaches it, Esc closes no dialog of it, and a field
 * that loses the focus to the lock does not take it for being left, so that what is typed in it stays as it is.
 */
export function installLockGuard(target: Window): () => void {
  const cover = () => target.document.querySelector(`[${LOCK}]`);
  const inside = (covering: Element, event: Event) =>
    event.target instanceof Node && covering.contains(event.target);

  function onKey(event: KeyboardEvent) {
    const covering = cover();
    if (!covering || (inside(covering, event) && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  function onLeave(event: Event) {
    const covering = cover();
    if (covering && !inside(covering, event)) event.stopImmediatePropagation();
  }
  const listeners = [
    ['keydown', onKey],
    ['keyup', onKey],
    ['blur', onLeave],
    ['focusout', onLeave],
  ] as const;
  for (const [kind, listener] of listeners) {
    target.addEventListener(kind, listener as EventListener, true);
  }
  return () => {
    for (const [kind, listener] of listeners) {
      target.removeEventListener(kind, listener as EventListener, true);
    }
  };
}
