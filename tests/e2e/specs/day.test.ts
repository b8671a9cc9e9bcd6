import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Key } from 'webdriverio';
import { policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';
import { words } from '../support/words';
import { createWorkspace, unlock } from '../support/workspace';

const say = words('zh-CN');
const FILE = path.resolve(import.meta.dirname, '../fixtures/customers.gb18030.csv');
const FOUND = '张伟贸易有限公司';
const RENAMED = '张伟国际贸易';

/** One person's first day: each step goes on from the one before. */
describe('the first day', () => {
  let kehu: Kehu;

  beforeAll(async () => {
    kehu = await Kehu.open({ language: 'zh-CN' });
    await createWorkspace(kehu, 'zh-CN', '晨光公司');
  });

  afterAll(() => kehu?.close());

  test('a file from Chinese Excel goes in whole', async () => {
    await kehu.willPick(FILE);
    await kehu.click('button', say('customers:empty.import'));
    await kehu.click('button', say('import:chooseFile'));
    await kehu.click('button', say('common:next'));
    await kehu.click('button', say('import:check'));
    await kehu.click('button', say('import:run', { count: 10, rows: 10 }));
    await kehu.go('/customers');
    await kehu.screen.text(FOUND);
    expect(await kehu.screen.words()).toContain(say('lists:rows', { count: 10, rows: 10 }));
  });

  test.each(['zwmy', 'zhangwei', '张伟', '138001'])('%s finds the trader', async (typed) => {
    await kehu.screen.fill(say('lists:quick'), typed);
    await kehu.screen.gone('gridcell', /长风重型机械/);
    await kehu.screen.text(FOUND);
  });

  test('a surname is found by how it is read', async () => {
    await kehu.screen.fill(say('lists:quick'), 'sscy');
    await kehu.screen.text('单氏茶业');
    await kehu.screen.fill(say('lists:quick'), '');
    await kehu.screen.text('长风重型机械');
  });

  test('a name is changed, the change undone and done again', async () => {
    await rename(kehu);
    await kehu.screen.role('heading', RENAMED);
    await kehu.press(Key.Ctrl, 'z');
    await kehu.screen.role('heading', FOUND);
    await kehu.press(Key.Ctrl, Key.Shift, 'z');
    await kehu.screen.role('heading', RENAMED);
  });

  test('tomorrow it is all there, and can still be undone', async () => {
    await kehu.restart();
    await unlock(kehu, 'zh-CN');
    await kehu.go('/customers');
    await kehu.screen.text(RENAMED);
    await kehu.press(Key.Ctrl, 'z');
    await kehu.screen.text(FOUND);
    await kehu.press(Key.Ctrl, 'z');
    await kehu.screen.text(say('customers:empty.title'));
    expect(await policyViolations(kehu.browser)).toEqual([]);
  });
});

async function rename(kehu: Kehu) {
  const name = say('customers:field.name');
  const inTheList = await kehu.screen.text(FOUND);
  await inTheList.click();
  await kehu.press(Key.Enter);
  await kehu.click('button', new RegExp(`${name}.*${FOUND}`));
  await kehu.screen.fill(name, RENAMED);
  await kehu.press(Key.Enter);
}
