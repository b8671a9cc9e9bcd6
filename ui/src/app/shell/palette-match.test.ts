import { expect, test } from 'vitest';
import type { Command } from '@/components/Commands/registry';
import { matching } from './palette-match';

const command = (label: string, keywords = ''): Command => ({
  id: label,
  label,
  keywords,
  group: 'Go',
  run: () => {},
});
const commands = [command('Open settings', '设置'), command('Settings of views'), command('Undo')];
const labels = (text: string) => matching(commands, text).map(({ label }) => label);

test('a command is found by any word of its label, best first', () => {
  expect(labels('settings')).toEqual(['Settings of views', 'Open settings']);
});

test('a command is found by its name in the other language', () => {
  expect(labels('设置')).toEqual(['Open settings']);
});

test('every typed word must be there', () => {
  expect(labels('settings undo')).toEqual([]);
});
