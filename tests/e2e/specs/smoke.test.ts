import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';

describe.each(['zh-CN', 'en'] as const)('the first window in %s', (language) => {
  let kehu: Kehu;

  beforeAll(async () => {
    kehu = await Kehu.open({ language });
    await kehu.screen.role('main');
  });

  afterAll(() => kehu?.close());

  test('opens with its name', async () => {
    expect(await kehu.browser.getTitle()).toContain('Kehu');
  });

  test('speaks the language of the machine', async () => {
    expect(await kehu.browser.execute(() => document.documentElement.lang)).toBe(language);
  });

  test('keeps its content security policy', async () => {
    expect(await policyViolations(kehu.browser)).toEqual([]);
  });

  test('keeps nobody out', async () => {
    expect(await barriers(kehu.browser)).toEqual([]);
  });
});
