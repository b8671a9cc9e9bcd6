import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { words as en } from './en';
import { words as zh } from './zh-CN';

const resources: Record<string, Record<string, Record<string, unknown>>> = { en, 'zh-CN': zh };

const RUST = ['core/src', 'src'].map((folder) =>
  join(import.meta.dirname, '../../../src-tauri', folder),
);

/** The sources without their tests. */
function sources(): string {
  return RUST.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.rs') && !/(^|[\\/])tests?([\\/.]|$)/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8').split('#[cfg(test)]\nmod tests')[0]),
  ).join('\n');
}

const code = sources();
const all = (pattern: RegExp) =>
  [...new Set([...code.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();

const REASONS =
  'invalid|required|unknown|ambiguous|too_\\w+|mistyped|refused|short|corrected|mismatch';
/** Words of the change log look alike. */
const operations = new Set(all(/= "([a-z_.]+)" =>/g));
const refused = [
  ...all(
    /(?:FieldError::new|Error::invalid|\.refuse|Self::field)\(\s*[^";]*(?:"[^"]*")?,\s*"([a-z_.]+)"/g,
  ),
  ...all(new RegExp(`"([a-z_]+\\.(?:${REASONS}))"`, 'g')),
].filter((code) => !operations.has(code));

function has(language: string, namespace: string, path: string): boolean {
  const words: unknown = resources[language]?.[namespace];
  const found = path
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words);
  return typeof found === 'string';
}

const missing = (codes: string[], ...places: [namespace: string, prefix: string][]) =>
  codes.filter((code) =>
    ['en', 'zh-CN'].some(
      (language) =>
        !places.some(([namespace, prefix]) => has(language, namespace, `${prefix}.${code}`)),
    ),
  );

test('every reason to refuse a field has its words', () => {
  expect(refused.length).toBeGreaterThan(30);
  expect(missing(refused, ['errors', 'field'], ['import', 'issue'])).toEqual([]);
});

test('every conflict, missing thing, bad file and check has its words', () => {
  const conflicts = all(/Conflict\("([a-z_]+)"/g);
  const things = all(/NotFound\("([a-z_]+)"/g);
  const files = [...all(/file_error\(\s*"([a-z_]+)"/g), ...all(/Error::File \{\s*code: "(\w+)"/g)];
  const checks = [...all(/\.note\("([a-z_]+)"/g), ...all(/\(\s*"([a-z_]+)",\s*"SELECT count/g)];
  for (const found of [conflicts, things, files, checks]) expect(found).not.toEqual([]);
  expect(missing(conflicts, ['errors', 'conflict'])).toEqual([]);
  expect(missing(things, ['errors', 'what'])).toEqual([]);
  expect(missing(files, ['errors', 'file'])).toEqual([]);
  expect(missing(checks, ['errors', 'check.name'])).toEqual([]);
});
