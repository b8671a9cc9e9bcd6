const NAMES: Record<string, string> = {
  ' ': 'space',
  arrowup: 'up',
  arrowdown: 'down',
  arrowleft: 'left',
  arrowright: 'right',
  escape: 'esc',
  delete: 'del',
};

export const isMac = /Mac/.test(navigator.platform);

/**
 * The stroke of an event as commands write it: `mod+shift+z`, `alt+left`, `f6`, `g`, `?`.
 * `mod` is Ctrl, or Cmd on macOS. Shift is named only where the character does not show it.
 */
export function strokeOf(event: KeyboardEvent): string | null {
  const lower = event.key.toLowerCase();
  if (['control', 'shift', 'alt', 'meta', 'dead', 'process', 'unidentified'].includes(lower)) {
    return null;
  }
  const name = NAMES[lower] ?? lower;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const shifted = event.shiftKey && (name.length > 1 || /^\p{L}$/u.test(name));
  return [mod && 'mod', event.altKey && 'alt', shifted && 'shift', name].filter(Boolean).join('+');
}

/** The ways of `'e, f2'`, apart: a comma alone is a key. */
export function waysOf(keys: string | undefined): string[] {
  return keys ? keys.split(', ') : [];
}

/** Letters, digits and signs without a modifier: off in inputs, and off wholly when switched off. */
export function isSingleKey(keys: string): boolean {
  const first = keys.split(' ')[0] ?? '';
  return first.length === 1 || first === 'space' || /^shift\+.$/u.test(first);
}

const SHOWN: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  alt: isMac ? '⌥' : 'Alt',
  shift: isMac ? '⇧' : 'Shift',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: 'Enter',
  space: 'Space',
  esc: 'Esc',
  del: 'Del',
};

/** `g c` → [['G'], ['C']], `mod+k` → [['Ctrl', 'K']]: strokes of key caps. */
export function capsOf(keys: string): string[][] {
  return keys
    .split(' ')
    .map((stroke) =>
      stroke.split('+').map((key) => SHOWN[key] ?? key.charAt(0).toUpperCase() + key.slice(1)),
    );
}

export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') {
    return true;
  }
  const untyped = ['button', 'checkbox', 'radio', 'range', 'color', 'file', 'submit', 'reset'];
  return target instanceof HTMLInputElement && !untyped.includes(target.type);
}
