import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';
import { words } from '../support/words';
import { addCustomer, createWorkspace, OWNER } from '../support/workspace';

const say = words('en');
const WORKSPACE = 'Harbour 港口';
const CUSTOMER = '星河科技 Galaxy';
const COLLEAGUE = 'Ada Service';
const PASSWORD = 'a harbour of one thousand lamps';
const WHOLE = '138 0013 8000';
const MASK = '138****8000';

/** Two people in one workspace: one looks behind a mask, the other reads that it happened. */
describe('a masked phone', () => {
  let kehu: Kehu;
  let customer: string;

  beforeAll(async () => {
    kehu = await Kehu.open({ language: 'en' });
    await createWorkspace(kehu, 'en', WORKSPACE);
    customer = await addCustomer(kehu, CUSTOMER);
    await kehu.ask('add_method', {
      parent: { kind: 'customer', id: customer },
      draft: { kind: 'mobile', label: null, raw: '13800138000' },
    });
    await addColleague(kehu, 'service');
    await actAs(kehu, COLLEAGUE);
  });

  afterAll(() => kehu?.close());

  test('is masked for a colleague whose role says so', async () => {
    await kehu.go(`/customers/${customer}`);
    await kehu.screen.text(MASK);
    expect(await kehu.screen.words()).not.toContain(WHOLE);
    expect(await kehu.screen.has('link', say('shell:area.audit'))).toBe(false);
    expect(await barriers(kehu.browser)).toEqual([]);
  });

  test('is revealed on asking, and counted', async () => {
    await kehu.click('button', say('rights:reveal.show', { value: MASK }));
    await kehu.screen.text(WHOLE);
    await kehu.screen.text(say('rights:reveal.today', { count: 1 }));
  });

  test('is masked again when one comes back', async () => {
    await kehu.go('/customers');
    await kehu.screen.any('gridcell');
    await kehu.go(`/customers/${customer}`);
    await kehu.screen.text(MASK);
    expect(await kehu.screen.words()).not.toContain(WHOLE);
  });

  test('has left a line in the audit, for the owner to read', async () => {
    await actAs(kehu, OWNER);
    await kehu.go('/audit?group=reveal');
    await kehu.screen.text(say('audit:line.reveal', { field: say('rights:field.phone') }));
    await kehu.screen.role('link', CUSTOMER);
    await kehu.screen.role('cell', COLLEAGUE);
    expect(await barriers(kehu.browser)).toEqual([]);
  });

  test('stands in a log that is whole', async () => {
    await kehu.click('button', say('audit:check.act'));
    await kehu.screen.text(say('audit:check.ok'));
    expect(await policyViolations(kehu.browser)).toEqual([]);
  });
});

/** A colleague with one of the ready-made roles. Whoever gives passwords has one first. */
async function addColleague(kehu: Kehu, code: string) {
  const nothing = { email: null, managerId: null, team: null, region: null };
  const user = await kehu.ask<string>('create_user', { draft: { name: COLLEAGUE, ...nothing } });
  const roles = await kehu.ask<{ id: string; code: string | null }[]>('list_roles');
  const wanted = roles.filter((role) => role.code === code).map(({ id }) => id);
  await kehu.ask('set_roles', { user, roles: wanted });
  await kehu.ask('change_password', { old: null, next: PASSWORD });
  await kehu.ask('reset_password', { user, next: PASSWORD });
}

/** The next person signs in. How that looks is for another spec; here only who it is counts. */
async function actAs(kehu: Kehu, name: string) {
  await kehu.ask('sign_out');
  const secret = { kind: 'person', value: { name, password: PASSWORD } };
  await kehu.ask('open_workspace', { name: WORKSPACE, secret, readOnly: false });
  await kehu.browser.refresh();
  await kehu.screen.any('main');
}
