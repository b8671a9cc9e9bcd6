import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Key } from 'webdriverio';
import { barriers, policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';
import { words } from '../support/words';
import {
  addColleague,
  addCustomer,
  createWorkspace,
  OWNER,
  PASSPHRASE,
} from '../support/workspace';

const say = words('zh-CN');
const NAME = '晨光公司';
const COLLEAGUE = '李雷';
const OWN = '王敏自己记得的密码';
const THEIRS = '李雷自己记得的密码';
const SECRET = '星河科技';

/** Two people at one computer: each step goes on from the one before. */
describe('two people', () => {
  let kehu: Kehu;

  beforeAll(async () => {
    kehu = await Kehu.open({ language: 'zh-CN' });
    await createWorkspace(kehu, 'zh-CN', NAME);
    await addCustomer(kehu, SECRET);
    await addColleague(kehu, COLLEAGUE, 'sales');
  });

  afterAll(() => kehu?.close());

  test('whoever gives out a password has one first', async () => {
    await kehu.go('/settings/people');
    await kehu.click('button', say('settings:people.actionsOf', { name: COLLEAGUE }));
    await kehu.click('menuitem', say('settings:passwords.give'));
    await kehu.screen.text(say('settings:passwords.ownFirst'));
    await choosePassword(say('settings:passwords.next'), OWN);
    await kehu.screen.text(say('settings:passwords.colleagueHint', { name: COLLEAGUE }));
    await choosePassword(say('settings:passwords.of', { name: COLLEAGUE }), THEIRS);
    await kehu.screen.gone('dialog');
    expect(await barriers(kehu.browser)).toEqual([]);
  });

  test('the next day it asks who is there, and the passphrase of before opens nothing', async () => {
    await kehu.restart();
    await kehu.screen.role('heading', say('welcome:signInTitle', { name: NAME }));
    expect(await barriers(kehu.browser)).toEqual([]);
    await signIn(OWNER, PASSPHRASE);
    await kehu.screen.text(say('welcome:wrongPassword'));
    await signIn(OWNER, OWN);
    await kehu.screen.text(SECRET);
  });

  test('a lock hides the page and keeps what is typed', async () => {
    await kehu.screen.fill(say('lists:quick'), '星河');
    await kehu.screen.text(SECRET);
    await kehu.press(Key.Ctrl, Key.Shift, 'l');
    await kehu.screen.role('heading', say('welcome:lock.title', { name: NAME }));
    expect(await kehu.screen.words()).not.toContain(SECRET);
    await expect(kehu.ask('list_users')).rejects.toThrow(/locked/);
    expect(await barriers(kehu.browser)).toEqual([]);

    await unlock(`${OWN}？`);
    await kehu.screen.text(say('welcome:wrongPassword'));
    await unlock(OWN);
    await kehu.screen.text(SECRET);
    const typed = await kehu.screen.field(say('lists:quick'));
    expect(await typed.getValue()).toBe('星河');
  });

  test('somebody else signs in and sees only what is theirs', async () => {
    await kehu.click('button', OWNER);
    await kehu.click('menuitem', say('shell:signOut'));
    await kehu.screen.role('heading', say('welcome:signInTitle', { name: NAME }));
    await signIn(COLLEAGUE, THEIRS);
    await kehu.screen.role('button', COLLEAGUE);
    await kehu.screen.text(say('customers:empty.title'));
    expect(await kehu.screen.words()).not.toContain(SECRET);
    await kehu.go('/settings/people');
    await kehu.screen.role('row', new RegExp(OWNER));
    expect(await kehu.screen.has('button', say('settings:people.add'))).toBe(false);
  });

  test('while one is away, another takes the seat from the lock', async () => {
    await kehu.press(Key.Ctrl, Key.Shift, 'l');
    await kehu.click('button', say('welcome:lock.switch'));
    await kehu.screen.text(say('welcome:lock.leavePerson', { person: COLLEAGUE }));
    await kehu.click('button', say('welcome:lock.leaveNow'));
    await signIn(OWNER, OWN);
    await kehu.screen.text(SECRET);
    expect(await policyViolations(kehu.browser)).toEqual([]);
  });

  async function choosePassword(label: string, password: string) {
    await kehu.screen.fill(label, password);
    await kehu.screen.fill(say('welcome:repeat'), password);
    await kehu.click('button', say('settings:passwords.set'));
  }

  async function signIn(name: string, password: string) {
    await kehu.screen.fill(say('welcome:yourName'), name);
    await kehu.click('option', name);
    await kehu.screen.fill(say('welcome:password'), password);
    await kehu.click('button', say('welcome:signIn'));
  }

  async function unlock(password: string) {
    await kehu.screen.fill(say('welcome:password'), password);
    await kehu.click('button', say('welcome:lock.unlock'));
  }
});
