const COMPOSING = 229;
const GUARDED = ['Enter', 'Escape', 'Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];

/**
 * While Chinese is being composed, Enter, Escape and the arrows belong to the input method.
 * WebKitGTK sends the Enter that commits with `keyCode 229` and `isComposing false`, so both are
 * asked. Capture phase at the window: nothing of ours or of a library sees the key before.
 */
export function installImeGuard(target: Window): () => void {
  function guard(event: KeyboardEvent) {
    const composing = event.isComposing || event.keyCode === COMPOSING;
    if (composing && (GUARDED.includes(event.key) || event.key === 'Process')) {
      event.stopImmediatePropagation();
    }
  }
  target.addEventListener('keydown', guard, true);
  return () => target.removeEventListener('keydown', guard, true);
}
