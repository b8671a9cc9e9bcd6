import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';
import { words } from '../support/words';
import { addCustomer, createWorkspace, unlock } from '../support/workspace';

const say = words('en');
const run = promisify(execFile);
const NAME = 'Lantern 灯笼';
const CUSTOMER = '星河科技 Galaxy';

/** Buttons of a customer that lead to a change. */
const CHANGES = [
  'purchases:add',
  'record:link.addContact',
  'record:reach.add',
  'record:address.add',
  'record:preference.add',
];

/** Takes the right to write to a folder away; the answer gives it back. */
async function seal(folder: string): Promise<() => Promise<unknown>> {
  if (process.getuid?.() !== 0) {
    await chmod(folder, 0o500);
    return () => chmod(folder, 0o700);
  }
  // An administrator may write to any folder, but not to a disk that is mounted for reading.
  await run('mount', ['--bind', folder, folder]);
  await run('mount', ['-o', 'remount,bind,ro', folder]);
  return () => run('umount', ['--lazy', folder]);
}

/** Each step goes on from the one before. */
describe('a workspace on a disk that cannot be written', () => {
  let kehu: Kehu;
  let customer: string;
  let unseal: (() => Promise<unknown>) | undefined;

  beforeAll(async () => {
    kehu = await Kehu.open({ language: 'en' });
    await createWorkspace(kehu, 'en', NAME);
    customer = await addCustomer(kehu, CUSTOMER);
  });

  afterAll(async () => {
    await unseal?.();
    await kehu?.close();
  });

  test('can be changed before, by what is looked for below', async () => {
    await kehu.screen.any('button', say('customers:newCustomer'));
    await kehu.go(`/customers/${customer}`);
    for (const change of CHANGES) {
      await kehu.screen.any('button', say(change));
    }
  });

  test('opens for reading and says so, with all that was kept before', async () => {
    await kehu.restart({
      before: async () => {
        unseal = await seal(path.join(kehu.home, 'data', 'kehu', 'workspaces', NAME));
      },
    });
    await unlock(kehu, 'en');
    await kehu.screen.text(CUSTOMER);
    await kehu.screen.text(say('shell:readOnly.notice'));
    expect(await kehu.screen.words()).toContain(say('shell:status.readOnly'));
    expect(await barriers(kehu.browser)).toEqual([]);
    expect(await policyViolations(kehu.browser)).toEqual([]);
  });

  test('offers nothing that would change it', async () => {
    await kehu.calm();
    expect(await kehu.screen.has('button', say('customers:newCustomer'))).toBe(false);
    await kehu.press('c', 'c');
    expect(await kehu.screen.has('dialog')).toBe(false);
    await kehu.go(`/customers/${customer}`);
    await kehu.screen.role('heading', CUSTOMER);
    await kehu.calm();
    for (const change of CHANGES) {
      expect(await kehu.screen.has('button', say(change)), change).toBe(false);
    }
    expect(await kehu.screen.words()).toContain(say('shell:readOnly.notice'));
    expect(await barriers(kehu.browser)).toEqual([]);
  });

  test('is searched like any other, and refuses whoever asks the core', async () => {
    const found = await kehu.ask<{ hits: { title: string }[] }>('search', {
      text: 'xh',
      limit: 5,
      after: null,
    });
    expect(found.hits.map(({ title }) => title)).toEqual([CUSTOMER]);
    await expect(addCustomer(kehu, 'Nobody')).rejects.toThrow('read_only');
  });

  test('is worked in again once the disk can be written', async () => {
    await kehu.restart({
      before: async () => {
        await unseal?.();
        unseal = undefined;
      },
    });
    await unlock(kehu, 'en');
    await kehu.screen.text(CUSTOMER);
    expect(await kehu.screen.words()).not.toContain(say('shell:readOnly.notice'));
    await addCustomer(kehu, 'Ada');
    await kehu.screen.text('Ada');
  });
});
