import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installImeGuard } from './ime-guard';

const seen = vi.fn();
const input = document.createElement('input');
let stop: () => void;

beforeEach(() => {
  seen.mockReset();
  document.body.append(input);
  stop = installImeGuard(window);
  input.addEventListener('keydown', seen);
});
afterEach(() => {
  stop();
  input.remove();
  input.removeEventListener('keydown', seen);
});

function press(key: string, keyCode: number, isComposing: boolean) {
  const event = new KeyboardEvent('keydown', { key, isComposing, bubbles: true });
  Object.defineProperty(event, 'keyCode', { value: keyCode });
  input.dispatchEvent(event);
}

test('the Enter that commits a composition reaches nobody, as WebKitGTK sends it', () => {
  press('Enter', 229, false);
  expect(seen).not.toHaveBeenCalled();
});

test.each(['Enter', 'Escape', 'ArrowDown', 'ArrowUp'])(
  '%s while composing reaches nobody',
  (key) => {
    press(key, 0, true);
    expect(seen).not.toHaveBeenCalled();
  },
);

test('an ordinary Enter passes', () => {
  press('Enter', 13, false);
  expect(seen).toHaveBeenCalledOnce();
});
