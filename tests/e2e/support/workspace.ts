import type { Kehu, Language } from './kehu';
import { words } from './words';

export const OWNER = '王敏';
export const PASSPHRASE = 'correct horse battery staple';

/** Makes a workspace by hand: there is no keychain here, so a passphrase protects it. Answers the recovery code. */
export async function createWorkspace(kehu: Kehu, language: Language, name: string) {
  const say = words(language);
  await kehu.click('button', new RegExp(`^${say('welcome:card.empty.title')}`));
  await kehu.screen.fill(say('welcome:workspaceName'), name);
  await kehu.screen.fill(say('welcome:owner'), OWNER);
  await kehu.screen.fill(say('welcome:passphrase'), PASSPHRASE);
  await kehu.screen.fill(say('welcome:repeat'), PASSPHRASE);
  await kehu.click('button', say('welcome:create'));
  const code = await kehu.screen.role('status', say('welcome:recoveryCode'));
  const recoveryCode = await code.getText();
  await kehu.click('checkbox', say('welcome:writtenDown'));
  await kehu.click('button', say('welcome:begin'));
  await kehu.screen.role('heading', say('customers:title'));
  return recoveryCode;
}

/** Puts a customer there without the form. Answers the id. */
export function addCustomer(kehu: Kehu, name: string): Promise<string> {
  const nothing = ['shortName', 'taxCode', 'industry', 'size', 'level', 'lifecycle', 'source'];
  const unset = [...nothing, 'website', 'note', 'ownerId', 'nextContactAt'];
  const draft = Object.fromEntries(unset.map((field) => [field, null]));
  return kehu.ask('create_customer', {
    draft: {
      ...draft,
      kind: 'organisation',
      name,
      methods: [],
      addresses: [],
      tags: [],
      fields: [],
    },
  });
}

/** Puts a contact there without the form. Answers the id. */
export function addContact(kehu: Kehu, name: string): Promise<string> {
  const unset = ['familyName', 'givenName', 'title', 'department', 'gender', 'birthdayOn', 'note'];
  const nothing = Object.fromEntries(unset.map((field) => [field, null]));
  return kehu.ask('create_contact', {
    draft: { ...nothing, name, doNotContact: false, methods: [], customerId: null, role: null },
  });
}

/** Opens the workspace that is waiting for its passphrase. */
export async function unlock(kehu: Kehu, language: Language) {
  const say = words(language);
  await kehu.screen.fill(say('welcome:passphrase'), PASSPHRASE);
  await kehu.click('button', say('common:open'));
  await kehu.screen.gone('button', say('common:open'));
}

/** A colleague with one of the ready-made roles and no password yet. Answers the id. */
export async function addColleague(kehu: Kehu, name: string, role: string): Promise<string> {
  const draft = { name, email: null, managerId: null, team: null, region: null };
  const user = await kehu.ask<string>('create_user', { draft });
  const roles = await kehu.ask<{ id: string; code: string | null }[]>('list_roles');
  const wanted = roles.filter(({ code }) => code === role).map(({ id }) => id);
  await kehu.ask('set_roles', { user, roles: wanted });
  return user;
}

/** A password for a colleague, and the same for the one who gives it: whoever gives one has one first. */
export async function givePassword(kehu: Kehu, user: string, password: string) {
  await kehu.ask('change_password', { current: null, next: password });
  await kehu.ask('reset_password', { user, next: password });
}

/** The next person signs in. How that looks is for a spec of its own; here only who it is counts. */
export async function actAs(kehu: Kehu, name: string, password: string) {
  const workspace = await kehu.ask<{ name: string }>('workspace_status');
  await kehu.ask('sign_out');
  const secret = { kind: 'person', value: { name, password } };
  await kehu.ask('open_workspace', { name: workspace.name, secret, readOnly: false });
  await kehu.browser.refresh();
  await kehu.screen.any('main');
}
