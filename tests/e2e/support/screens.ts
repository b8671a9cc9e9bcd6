import path from 'node:path';
import { Key } from 'webdriverio';
import type { Kehu, Language } from './kehu';
import { words } from './words';
import { actAs, addColleague, createWorkspace, givePassword } from './workspace';

type Say = ReturnType<typeof words>;

export interface Place {
  /** Names the picture. */
  name: string;
  /** Comes from any other place and ends when there is something to see. */
  open(kehu: Kehu, say: Say, language: Language): Promise<unknown>;
}

/** Every main screen of an open workspace that has customers in it. */
export const PLACES: Place[] = [
  {
    name: 'customers',
    open: async (kehu) => {
      await kehu.go('/customers');
      await rows(kehu);
    },
  },
  {
    name: 'customer',
    open: async (kehu) => {
      await kehu.go(`/customers/${await first(kehu, 'list_customers')}`);
      await kehu.screen.role('tablist');
    },
  },
  {
    name: 'purchases',
    open: async (kehu) => {
      await kehu.go(`/customers/${await first(kehu, 'list_customers')}?tab=purchases`);
      await kehu.screen.any('table');
    },
  },
  {
    name: 'history',
    open: async (kehu) => {
      await kehu.go(`/customers/${await first(kehu, 'list_customers')}?tab=history`);
      await kehu.screen.role('tablist');
    },
  },
  {
    name: 'transfer',
    open: async (kehu, say) => {
      await kehu.go(`/customers/${await first(kehu, 'list_customers')}`);
      await kehu.click('button', say('ownership:transfer.act'));
      await kehu.screen.role('dialog');
    },
  },
  {
    name: 'new-customer',
    open: async (kehu, say) => {
      await kehu.go('/customers');
      await rows(kehu);
      await kehu.click('button', say('customers:newCustomer'));
      await kehu.screen.role('dialog');
    },
  },
  {
    name: 'selection',
    open: async (kehu) => {
      await kehu.go('/customers');
      await rows(kehu);
      await kehu.press('j');
      await kehu.press('x');
      await kehu.press(' ');
      await kehu.screen.any('complementary');
    },
  },
  { name: 'trash', open: (kehu) => page(kehu, '/customers?state=deleted') },
  {
    name: 'contacts',
    open: async (kehu) => {
      await kehu.go('/contacts');
      await rows(kehu);
    },
  },
  {
    name: 'contact',
    open: async (kehu) => {
      await kehu.go(`/contacts/${await first(kehu, 'list_contacts')}`);
      await kehu.screen.role('tablist');
    },
  },
  {
    name: 'contact-refusing',
    open: async (kehu) => {
      const id = await first(kehu, 'list_contacts');
      await refuse(kehu, id);
      await kehu.go(`/contacts/${id}`);
      await kehu.screen.role('tablist');
    },
  },
  {
    name: 'erase',
    open: async (kehu, say) => {
      await kehu.go(`/contacts/${await first(kehu, 'list_contacts')}`);
      await kehu.click('button', say('privacy:person.erase'));
      await kehu.screen.role('dialog');
    },
  },
  { name: 'products', open: (kehu) => page(kehu, '/products') },
  { name: 'insights', open: (kehu) => page(kehu, '/insights') },
  { name: 'import', open: (kehu) => page(kehu, '/import') },
  {
    name: 'import-read',
    open: async (kehu, say) => {
      await kehu.go('/import');
      await kehu.willPick(FILE);
      await kehu.click('button', say('import:chooseFile'));
      await kehu.screen.role('button', say('common:next'));
    },
  },
  {
    name: 'import-columns',
    open: async (kehu, say) => {
      await kehu.click('button', say('common:next'));
      await kehu.screen.role('button', say('import:check'));
    },
  },
  {
    name: 'import-check',
    open: async (kehu, say) => {
      await kehu.click('button', say('import:check'));
      await kehu.screen.role('button', say('import:run', { count: 10, rows: 10 }));
    },
  },
  {
    name: 'import-report',
    open: async (kehu, say) => {
      await kehu.click('button', say('import:run', { count: 10, rows: 10 }));
      await kehu.screen.role('button', say('import:undo.this'));
    },
  },
  { name: 'audit', open: (kehu) => page(kehu, '/audit') },
  { name: 'settings', open: (kehu) => page(kehu, '/settings/general') },
  { name: 'settings-people', open: (kehu) => page(kehu, '/settings/people') },
  { name: 'settings-roles', open: (kehu) => page(kehu, '/settings/roles') },
  {
    name: 'settings-role',
    open: async (kehu, say) => {
      await page(kehu, '/settings/roles');
      await kehu.click(
        'button',
        say('settings:roles.editOf', { name: say('rights:role.service') }),
      );
      await kehu.screen.role('button', say('settings:roles.all'));
    },
  },
  { name: 'settings-security', open: (kehu) => page(kehu, '/settings/security') },
  { name: 'settings-privacy', open: (kehu) => page(kehu, '/settings/privacy') },
  { name: 'settings-data', open: (kehu) => page(kehu, '/settings/data') },
  { name: 'help', open: (kehu) => page(kehu, '/help') },
  {
    name: 'palette',
    open: async (kehu) => {
      await page(kehu, '/customers');
      await kehu.press('Control', 'k');
      await kehu.screen.role('dialog');
    },
  },
];

/** The screens of a workspace where people sign in: each follows from the one before. */
export const SIGNED_IN: Place[] = [
  {
    name: 'audit-lines',
    open: async (kehu) => {
      await givePassword(kehu, await addColleague(kehu, COLLEAGUE, 'service'), PASSWORD);
      await kehu.go('/audit');
      await kehu.screen.any('cell');
    },
  },
  {
    name: 'customer-masked',
    open: async (kehu) => {
      await actAs(kehu, COLLEAGUE, PASSWORD);
      await kehu.go(`/customers/${await first(kehu, 'list_customers')}`);
      await kehu.screen.role('tablist');
    },
  },
  {
    name: 'sign-in',
    open: async (kehu, say) => {
      await kehu.click('button', COLLEAGUE);
      await kehu.click('menuitem', say('shell:signOut'));
      await kehu.screen.role('button', say('welcome:signIn'));
    },
  },
  {
    name: 'workspaces',
    open: async (kehu, say) => {
      await kehu.click('button', say('welcome:otherWorkspaces'));
      await kehu.screen.any('heading');
    },
  },
  {
    name: 'customers-empty',
    open: async (kehu, say, language) => {
      await createWorkspace(kehu, language, '晨光 Morning');
      await kehu.screen.text(say('customers:empty.title'));
    },
  },
  { name: 'insights-empty', open: (kehu) => page(kehu, '/insights') },
  {
    // The demo company never locks: everybody knows its key.
    name: 'lock',
    open: async (kehu, say) => {
      await kehu.ask('change_password', { old: null, next: PASSWORD });
      await kehu.press(Key.Ctrl, Key.Shift, 'l');
      await kehu.screen.role('button', say('welcome:lock.unlock'));
    },
  },
];

const FILE = path.resolve(import.meta.dirname, '../fixtures/customers.gb18030.csv');
const COLLEAGUE = '周宁 Ning Zhou';
const PASSWORD = 'a harbour of one thousand lamps';

/** Opens the demo company from the welcome screen, the way a person does. */
export async function exploreDemo(kehu: Kehu, language: Language) {
  const say = words(language);
  await kehu.click('button', new RegExp(`^${say('welcome:card.demo.title')}`));
  await kehu.screen.gone(
    'button',
    new RegExp(`^${say('welcome:card.demo.title')}`),
    DEMO_PATIENCE_MS,
  );
  await kehu.go('/customers');
  await rows(kehu);
}

/** Goes to a place and waits until the window has nothing more to draw. */
export async function visit(kehu: Kehu, place: Place, language: Language) {
  // Closes whatever layer the place before has left open.
  await kehu.press('Escape');
  await place.open(kehu, words(language), language);
  await kehu.calm();
}

const DEMO_PATIENCE_MS = 120_000;

async function page(kehu: Kehu, route: string) {
  await kehu.go(route);
  await kehu.screen.any('heading');
}

async function rows(kehu: Kehu) {
  await kehu.screen.wait(
    async () => (await kehu.screen.count('gridcell')) > 10,
    'the list shows no rows',
    30_000,
  );
}

/** The id of the record that shows most: who bought last, or the contact that changed last. */
async function first(kehu: Kehu, command: 'list_customers' | 'list_contacts'): Promise<string> {
  const field = command === 'list_customers' ? 'last_purchase_on' : 'updated_at';
  const page = await kehu.ask<{ rows: { id: string }[] }>(command, {
    query: { filter: null, text: null, sort: [{ field, descending: true }], state: 'live' },
    start: 0,
    count: 1,
    custom: [],
  });
  const [row] = page.rows;
  if (!row) {
    throw new Error(`${command} answers no row`);
  }
  return row.id;
}

/** Writes down that a contact wants no offers by phone or by post. */
async function refuse(kehu: Kehu, id: string) {
  for (const channel of ['phone', 'post']) {
    await kehu.ask('record_consent', {
      parent: { kind: 'contact', id },
      draft: {
        channel,
        purpose: 'marketing',
        state: 'withdrawn',
        basis: 'consent',
        source: null,
        proof: null,
        fileId: null,
        statedOn: null,
      },
    });
  }
}
