import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/bindings';

export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** Each language's own name for itself: never translated. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '简体中文', en: 'English' };

/** The words of one language are read before anything is drawn; those of the other soon after. */
const WORDS = {
  'zh-CN': () => import('./zh-CN'),
  en: () => import('./en'),
};

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  resources: {},
  lng: 'en',
  fallbackLng: false,
  supportedLngs: [...LANGUAGES],
  defaultNS: 'common',
  nsSeparator: ':',
  keySeparator: '.',
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
  // What shows words of both languages (search in the palette and the settings) is drawn again when they are here.
  react: { useSuspense: false, bindI18nStore: 'added' },
});

/** Reads the words of a language, once. */
export async function learn(language: Language): Promise<void> {
  if (i18n.hasResourceBundle(language, 'common')) return;
  const { words } = await WORDS[language]();
  for (const [namespace, content] of Object.entries(words)) {
    i18n.addResourceBundle(language, namespace, content);
  }
}

/** Switches every word on screen at once. */
export async function speak(language: Language): Promise<void> {
  await learn(language);
  document.documentElement.lang = language;
  if (i18n.language !== language) await i18n.changeLanguage(language);
}
