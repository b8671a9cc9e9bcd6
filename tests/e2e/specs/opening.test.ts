import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';
import { words } from '../support/words';
import { addCustomer, createWorkspace, PASSPHRASE } from '../support/workspace';

const say = words('en');
const NAME = 'Lantern 灯笼';

describe('a workspace under a passphrase', () => {
  let kehu: Kehu;
  let recoveryCode: string;

  beforeAll(async () => {
    kehu = await Kehu.open({ language: 'en' });
    recoveryCode = await createWorkspace(kehu, 'en', NAME);
  });

  afterAll(() => kehu?.close());

  test('is there, empty, and says where its data is kept', async () => {
    await kehu.screen.text(say('customers:empty.title'));
    expect(await kehu.screen.words()).toContain(say('shell:status.saved'));
    expect(await barriers(kehu.browser)).toEqual([]);
  });

  test('keeps a customer over a restart', async () => {
    await addCustomer(kehu, '星河科技 Galaxy');
    await kehu.restart();
    await kehu.screen.role('heading', say('welcome:unlockTitle', { name: NAME }));
  });

  test('says kindly that a passphrase is wrong, and stays shut', async () => {
    await kehu.screen.fill(say('welcome:passphrase'), `${PASSPHRASE}r`);
    await kehu.click('button', say('common:open'));
    await kehu.screen.text(say('errors:kind.wrong_key.title'));
    expect(await barriers(kehu.browser)).toEqual([]);
    expect(await policyViolations(kehu.browser)).toEqual([]);
  });

  test('opens with the right one and finds the customer again', async () => {
    await kehu.screen.fill(say('welcome:passphrase'), PASSPHRASE);
    await kehu.click('button', say('common:open'));
    await kehu.screen.text('星河科技 Galaxy');
  });

  test('opens with the recovery code as well', async () => {
    await kehu.restart();
    await kehu.click('radio', say('welcome:recoveryCode'));
    await kehu.screen.fill(say('welcome:recoveryCode'), recoveryCode);
    await kehu.click('button', say('common:open'));
    // A code opens once: another takes its place.
    const fresh = await kehu.screen.role('status', say('welcome:recoveryCode'));
    expect(await fresh.getText()).not.toBe(recoveryCode);
    await kehu.click('checkbox', say('welcome:writtenDown'));
    await kehu.click('button', say('welcome:continue'));
    await kehu.screen.text('星河科技 Galaxy');
  });

  test('is found again in another folder, where somebody has moved it', async () => {
    const elsewhere = path.join(kehu.home, 'elsewhere', NAME);
    await kehu.restart({
      before: async () => {
        await mkdir(path.dirname(elsewhere));
        await rename(path.join(kehu.home, 'data', 'kehu', 'workspaces', NAME), elsewhere);
      },
    });
    await kehu.willPick(elsewhere);
    await kehu.click('button', say('welcome:openExisting'));
    await kehu.screen.role('heading', say('welcome:unlockTitle', { name: NAME }));
    await kehu.screen.fill(say('welcome:passphrase'), PASSPHRASE);
    await kehu.click('button', say('common:open'));
    await kehu.screen.text('星河科技 Galaxy');
  });

  test('leaves no readable word of a customer in any file', async () => {
    const planted = Buffer.from('星河科技');
    const files = await readdir(kehu.home, { recursive: true, withFileTypes: true });
    const told: string[] = [];
    for (const file of files.filter((entry) => entry.isFile())) {
      const place = path.join(file.parentPath, file.name);
      if ((await readFile(place)).includes(planted)) {
        told.push(place);
      }
    }
    expect(files.length).toBeGreaterThan(3);
    expect(told).toEqual([]);
  });
});
