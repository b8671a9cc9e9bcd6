import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/bindings';

export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** Each language's own name for itself: never translated. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '简体中文', en: 'English' };

const files = import.meta.glob<Record<string, unknown>>('./{zh-CN,en}/*.json', {
  eager: true,
  import: 'default',
});

type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** Every `<language>/<feature>.json` as language → namespace → words. */
export const resources: Resources = {};
for (const [path, words] of Object.entries(files)) {
  const [, language = '', file = ''] = path.split('/');
  resources[language] = { ...resources[language], [file.replace('.json', '')]: words };
}

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  resources,
  lng: 'en',
  fallbackLng: false,
  supportedLngs: [...LANGUAGES],
  defaultNS: 'common',
  nsSeparator: ':',
  keySeparator: '.',
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
});

/** Switches every word on screen at once. */
export function speak(language: Language): void {
  document.documentElement.lang = language;
  if (i18n.language !== language) void i18n.changeLanguage(language);
}
