import { describe, expect, it } from 'vitest';
import { everything, isSelected, mark, nothing, sizeOf, toggle, widen } from './selection';

describe('the selection value', () => {
  it('toggles a row in and out', () => {
    const one = toggle(nothing, 'a');
    expect(isSelected(one, 'a')).toBe(true);
    expect(sizeOf(one, 10)).toBe(1);
    expect(sizeOf(toggle(one, 'a'), 10)).toBe(0);
  });

  it('remembers only the exceptions once everything is selected', () => {
    const most = toggle(everything, 'b');
    expect(most.mode).toBe('query');
    expect(isSelected(most, 'b')).toBe(false);
    expect(isSelected(most, 'never loaded')).toBe(true);
    expect(sizeOf(most, 12_480)).toBe(12_479);
    expect(sizeOf(toggle(most, 'b'), 12_480)).toBe(12_480);
  });

  it('takes the loaded rows first and the whole query when asked again', () => {
    const loaded = ['a', 'b', 'c'];
    const first = widen(mark(nothing, ['b'], true), loaded, 500);
    expect(first).toEqual({ mode: 'ids', ids: new Set(['b', 'a', 'c']) });
    expect(widen(first, loaded, 500)).toEqual(everything);
  });

  it('stays a list of ids when all rows are loaded already', () => {
    const all = widen(nothing, ['a', 'b'], 2);
    expect(widen(all, ['a', 'b'], 2)).toEqual({ mode: 'ids', ids: new Set(['a', 'b']) });
  });

  it('does not change the value it was given', () => {
    const before = mark(nothing, ['a'], true);
    mark(before, ['b'], true);
    expect(sizeOf(before, 9)).toBe(1);
  });
});
