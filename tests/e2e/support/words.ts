import { readFileSync } from 'node:fs';
import type { Language } from './kehu';

type Words = { [key: string]: string | Words };

/**
 * What the page calls a thing in one language, by the page's own key: `say('customers:rows', { count: 3 })`. Specs name
 * what they look for this way, so that a better word does not break them.
 */
export function words(language: Language) {
  const files = new Map<string, Words>();
  const plural = new Intl.PluralRules(language);
  return (key: string, values: Record<string, string | number> = {}): string => {
    const [namespace = '', path = ''] = key.split(':');
    const file = files.get(namespace) ?? read(language, namespace);
    files.set(namespace, file);
    const counted = typeof values.count === 'number' ? `_${plural.select(values.count)}` : '';
    const text = find(file, path + counted) ?? find(file, path);
    if (text === undefined) {
      throw new Error(`the page has no words for ${key} in ${language}`);
    }
    return text.replace(/\{\{\s*(\w+)[^}]*\}\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}

function read(language: Language, namespace: string): Words {
  const file = new URL(`../../../ui/src/i18n/${language}/${namespace}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Words;
}

function find(words: Words, path: string): string | undefined {
  let here: string | Words | undefined = words;
  for (const step of path.split('.')) {
    here = typeof here === 'object' ? here[step] : undefined;
  }
  return typeof here === 'string' ? here : undefined;
}
