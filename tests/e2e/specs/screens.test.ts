import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';
import { exploreDemo, PLACES, type Place, SIGNED_IN, visit } from '../support/screens';
import { words } from '../support/words';

const say = words('zh-CN');

describe('every screen of the demo company', () => {
  let kehu: Kehu;

  beforeAll(async () => {
    kehu = await Kehu.open({ language: 'zh-CN' });
    await exploreDemo(kehu, 'zh-CN');
  }, 180_000);

  afterAll(() => kehu?.close());

  test.each(PLACES)('$name keeps nobody out and keeps its policy', (place) => isOpenTo(place));

  test('a chart is saved as the table of its figures and as a picture', async () => {
    await kehu.press('Escape');
    await kehu.go('/insights');
    const title = say('insights:top');
    const save = async (what: string, file: string) => {
      const target = path.join(kehu.home, file);
      await kehu.willPick(target);
      await kehu.click('button', say('insights:saveOf', { title }));
      await kehu.click('menuitem', say(what));
      await kehu.screen.wait(async () => existsSync(target), `${file} was not written`);
      return readFile(target);
    };
    await kehu.screen.any('img', title);
    await kehu.calm();
    const table = (await save('insights:saveCsv', 'top.csv')).toString('utf8');
    expect(table.split('\r\n').length).toBeGreaterThan(5);
    const picture = await save('insights:savePng', 'top.png');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.length).toBeGreaterThan(5_000);
    expect(await policyViolations(kehu.browser)).toEqual([]);
  });

  test.each(SIGNED_IN)('$name keeps nobody out and keeps its policy', (place) => isOpenTo(place));

  async function isOpenTo(place: Place) {
    await visit(kehu, place, 'zh-CN');
    expect(await barriers(kehu.browser)).toEqual([]);
    expect(await policyViolations(kehu.browser)).toEqual([]);
  }
});
