import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Kehu, type Language } from '../support/kehu';
import { exploreDemo, PLACES, SIGNED_IN, visit } from '../support/screens';

const folder = path.resolve(import.meta.dirname, '../../../target/tour');

type Look = { language: Language; theme: 'light' | 'dark' };

const mine: Language = (process.env.LANG ?? '').startsWith('zh') ? 'zh-CN' : 'en';

const looks: Look[] =
  process.env.KEHU_TOUR === 'once'
    ? [{ language: mine, theme: 'light' }]
    : [
        { language: 'zh-CN', theme: 'light' },
        { language: 'zh-CN', theme: 'dark' },
        { language: 'en', theme: 'light' },
        { language: 'en', theme: 'dark' },
      ];

beforeAll(() => rm(folder, { recursive: true, force: true }));

describe.each(looks)('in $language, $theme', ({ language, theme }) => {
  let kehu: Kehu;

  const photograph = (name: string) => kehu.photograph(folder, `${name}.${language}.${theme}`);

  beforeAll(async () => {
    kehu = await Kehu.open({ language });
    await kehu.screen.any('main');
    await kehu.prefer({ language, theme });
  });

  afterAll(() => kehu?.close());

  test('the welcome screen', async () => {
    await kehu.calm();
    await photograph('welcome');
    await exploreDemo(kehu, language);
  });

  test.each([...PLACES, ...SIGNED_IN])('$name', async (place) => {
    await visit(kehu, place, language);
    await photograph(place.name);
  });
});
