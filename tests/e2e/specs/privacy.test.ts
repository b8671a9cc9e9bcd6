import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';
import { words } from '../support/words';
import { addContact, createWorkspace } from '../support/workspace';

const say = words('zh-CN');
const PERSON = '欧阳明月';
const SOURCE = '展会登记表';

/** What a person may ask of those who keep data on them. */
describe('a person', () => {
  let kehu: Kehu;
  let contact: string;

  beforeAll(async () => {
    kehu = await Kehu.open({ language: 'zh-CN' });
    await createWorkspace(kehu, 'zh-CN', '晨光公司');
    contact = await addContact(kehu, PERSON);
    await kehu.go(`/contacts/${contact}`);
  });

  afterAll(() => kehu?.close());

  test('says what they agree to, and it stands on their record', async () => {
    await kehu.click('button', say('consent:add'));
    await kehu.screen.fill(say('consent:label.source'), SOURCE);
    await kehu.click('button', say('common:save'));
    await kehu.screen.text(new RegExp(SOURCE));
    expect(await barriers(kehu.browser)).toEqual([]);
  });

  test('gets everything that is held on them', async () => {
    const file = join(kehu.home, 'report.json');
    await kehu.willPick(file);
    await kehu.click('button', say('privacy:person.report'));
    await kehu.click('menuitem', say('privacy:format.json'));
    await kehu.screen.wait(
      async () => (await readFile(file, 'utf8').catch(() => '')).includes(SOURCE),
      'no report was written',
    );
    await kehu.screen.gone('menu');
  });

  test('is erased, and only a certificate without their name tells of it', async () => {
    await kehu.click('button', say('privacy:person.erase'));
    await kehu.screen.fill(say('privacy:erase.typeName', { name: PERSON }), PERSON);
    expect(await barriers(kehu.browser)).toEqual([]);
    await kehu.click('button', say('privacy:erase.confirm'));
    await kehu.screen.role('button', say('privacy:certificates.show'));
    expect(await kehu.screen.words()).not.toContain(PERSON);
    const found = await kehu.ask<{ hits: unknown[] }>('search', {
      text: PERSON,
      limit: 10,
      after: null,
    });
    expect(found.hits).toEqual([]);
    expect(await kehu.ask('check_audit')).toEqual([]);
    expect(await policyViolations(kehu.browser)).toEqual([]);
  });
});
