import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';
import { exploreDemo, PLACES, visit } from '../support/screens';

describe('every screen of the demo company', () => {
  let kehu: Kehu;

  beforeAll(async () => {
    kehu = await Kehu.open({ language: 'zh-CN' });
    await exploreDemo(kehu, 'zh-CN');
  }, 180_000);

  afterAll(() => kehu?.close());

  test.each(PLACES)('$name keeps nobody out and keeps its policy', async (place) => {
    await visit(kehu, place, 'zh-CN');
    expect(await barriers(kehu.browser)).toEqual([]);
    expect(await policyViolations(kehu.browser)).toEqual([]);
  });
});
