import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, policyViolations } from '../support/audit';
import { Kehu } from '../support/kehu';
import { words } from '../support/words';
import {
  actAs,
  addColleague,
  addCustomer,
  createWorkspace,
  givePassword,
  OWNER,
} from '../support/workspace';

const say = words('en');
const WORKSPACE = 'Harbour 港口';
const CUSTOMER = '星河科技 Galaxy';
const COLLEAGUE = 'Ada Service';
const PASSWORD = 'a harbour of one thousand lamps';
const WHOLE = '13800138000';
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
    await givePassword(kehu, await addColleague(kehu, COLLEAGUE, 'service'), PASSWORD);
    await actAs(kehu, COLLEAGUE, PASSWORD);
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
    await actAs(kehu, OWNER, PASSWORD);
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
