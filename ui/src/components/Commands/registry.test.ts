import { beforeEach, expect, test, vi } from 'vitest';
import { type Command, CommandRegistry } from './registry';

let registry: CommandRegistry;
const run = vi.fn();

function offer(command: Partial<Command>, owner = Symbol('page')) {
  registry.set(owner, [{ id: 'a.b', label: 'A', group: 'G', run, ...command }]);
  return owner;
}

function press(key: string, options: KeyboardEventInit = {}, target: EventTarget = document.body) {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, ...options });
  Object.defineProperty(event, 'target', { value: target });
  return registry.handle(event);
}

beforeEach(() => {
  registry = new CommandRegistry();
  run.mockReset();
  document.body.replaceChildren();
});

test('a stroke runs its command', () => {
  offer({ keys: 'mod+k' });
  expect(press('k')).toBe(false);
  expect(press('K', { ctrlKey: true })).toBe(true);
  expect(run).toHaveBeenCalledOnce();
});

test('a sequence needs its keys one after another', () => {
  offer({ keys: 'g c' });
  expect(press('c')).toBe(false);
  expect(press('g')).toBe(true);
  expect(press('c')).toBe(true);
  expect(run).toHaveBeenCalledOnce();
});

test('a sequence that was left for long begins anew', () => {
  vi.useFakeTimers();
  offer({ keys: 'g c' });
  press('g');
  vi.advanceTimersByTime(5000);
  expect(press('c')).toBe(false);
  vi.useRealTimers();
});

test('a key that ends no sequence still means itself', () => {
  offer({ keys: 'g c' });
  const other = vi.fn();
  offer({ id: 'n', keys: 'n', run: other }, Symbol('other'));
  press('g');
  expect(press('n')).toBe(true);
  expect(other).toHaveBeenCalledOnce();
});

test('single letters are off in text fields, combinations are not', () => {
  const input = document.createElement('input');
  offer({ keys: 'n, mod+k' });
  expect(press('n', {}, input)).toBe(false);
  expect(press('k', { ctrlKey: true }, input)).toBe(true);
});

test('undo belongs to the text field that has the focus', () => {
  offer({ keys: 'mod+z', outsideFields: true });
  expect(press('z', { ctrlKey: true }, document.createElement('textarea'))).toBe(false);
  expect(press('z', { ctrlKey: true })).toBe(true);
});

test('single letters can be switched off wholly', () => {
  registry.singleKeys = false;
  offer({ keys: 'g c, ?, mod+k' });
  expect(press('g')).toBe(false);
  expect(press('?', { shiftKey: true })).toBe(false);
  expect(press('k', { ctrlKey: true })).toBe(true);
});

test('nothing below a dialog answers the keyboard', () => {
  const dialog = document.createElement('div');
  dialog.setAttribute('aria-modal', 'true');
  document.body.append(dialog);
  offer({ keys: 'n' });
  expect(press('n')).toBe(false);
  offer({ id: 'c', keys: 'mod+enter', inDialogs: true }, Symbol('form'));
  expect(press('Enter', { ctrlKey: true })).toBe(true);
});

test('the page that came later owns a key, until it goes', () => {
  const page = vi.fn();
  offer({ keys: 'n' }, Symbol('frame'));
  const owner = offer({ id: 'page', keys: 'n', run: page });
  press('n');
  expect(page).toHaveBeenCalledOnce();
  registry.remove(owner);
  press('n');
  expect(run).toHaveBeenCalledOnce();
});

test('a disabled command is neither offered nor run', () => {
  offer({ keys: 'n', enabled: false });
  expect(press('n')).toBe(false);
  expect(registry.list()).toEqual([]);
  registry.run('a.b');
  expect(run).not.toHaveBeenCalled();
});

test('a key with a condition means nothing while the condition is false', () => {
  offer({ keys: 'enter', when: () => false });
  expect(press('Enter')).toBe(false);
});

test('keys of a composition are left alone', () => {
  offer({ keys: 'n' });
  expect(press('n', { isComposing: true })).toBe(false);
});

test('Esc inside a menu closes the menu, not what lies below', () => {
  const menu = document.createElement('div');
  menu.setAttribute('role', 'menu');
  const item = document.createElement('button');
  menu.append(item);
  offer({ keys: 'esc' });
  expect(press('Escape', {}, item)).toBe(false);
  expect(press('Escape')).toBe(true);
});
