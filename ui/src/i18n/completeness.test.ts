import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { words as en } from './en';
import { words as zh } from './zh-CN';

const resources: Record<string, Record<string, Record<string, unknown>>> = { en, 'zh-CN': zh };

const PLURAL = /_(one|other)$/;

function keysOf(words: Record<string, unknown>, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value as Record<string, unknown>, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}

function valuesOf(words: Record<string, unknown>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const key of keysOf(words)) {
    const value = key
      .split('.')
      .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], words);
    flat[key] = String(value);
  }
  return flat;
}

const english = resources.en ?? {};
const chinese = resources['zh-CN'] ?? {};

function singular(keys: string[]): string[] {
  return [...new Set(keys.map((key) => key.replace(PLURAL, '')))].sort();
}

test('both languages have the same namespaces', () => {
  expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
});

test.each(Object.keys(english))('%s has the same keys in both languages', (namespace) => {
  expect(singular(keysOf(chinese[namespace] ?? {}))).toEqual(
    singular(keysOf(english[namespace] ?? {})),
  );
});

test('every plural has the forms its language needs', () => {
  const missing: string[] = [];
  for (const [language, forms] of [
    ['en', ['one', 'other']],
    ['zh-CN', ['other']],
  ] as const) {
    for (const [namespace, words] of Object.entries(resources[language] ?? {})) {
      const keys = new Set(keysOf(words));
      for (const key of keys) {
        if (!PLURAL.test(key)) continue;
        for (const form of forms) {
          const needed = key.replace(PLURAL, `_${form}`);
          if (!keys.has(needed)) missing.push(`${language} ${namespace}:${needed}`);
        }
      }
    }
  }
  expect(missing).toEqual([]);
});

test('a sentence names the same data in both languages', () => {
  const different: string[] = [];
  const data = (text = '') => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort();
  for (const [namespace, words] of Object.entries(english)) {
    const zh = valuesOf(chinese[namespace] ?? {});
    for (const [key, text] of Object.entries(valuesOf(words))) {
      if (key.endsWith('_one')) continue;
      if (data(text).join() !== data(zh[key]).join()) different.push(`${namespace}:${key}`);
    }
  }
  expect(different).toEqual([]);
});

const SOURCE = join(import.meta.dirname, '..');

function sources(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('bindings'),
  );
}

test('every key the code asks for exists', () => {
  const all = Object.entries(english).flatMap(([namespace, words]) =>
    keysOf(words).map((key) => `${namespace}:${key.replace(PLURAL, '')}`),
  );
  const known = new Set(all);
  const missing: string[] = [];
  for (const file of sources()) {
    const code = readFileSync(join(SOURCE, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    const named = [...code.matchAll(/useTranslation\(\[?\s*'(\w[\w-]*)'/g)].map((m) => m[1]);
    const namespaces = named.length > 0 ? named : Object.keys(english);
    const asked = [...code.matchAll(/\bt\(\s*(\[[^\]]*\]|'[^']*'|"[^"]*"|`[^`]*`)/g)]
      .flatMap((match) => [...(match[1] ?? '').matchAll(/'([^']*)'|"([^"]*)"|`([^`]*)`/g)])
      .map((match) => match[1] ?? match[2] ?? match[3] ?? '');
    for (const key of asked) {
      const candidates = key.includes(':') ? [key] : namespaces.map((ns) => `${ns}:${key}`);
      const found = candidates.some((candidate) => {
        const dynamic = candidate.indexOf('${');
        if (dynamic < 0) return known.has(candidate);
        return all.some((existing) => existing.startsWith(candidate.slice(0, dynamic)));
      });
      if (!found) missing.push(`${file}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
});
