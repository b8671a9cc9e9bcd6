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

/** Opens the workspace that is waiting for its passphrase. */
export async function unlock(kehu: Kehu, language: Language) {
  const say = words(language);
  await kehu.screen.fill(say('welcome:passphrase'), PASSPHRASE);
  await kehu.click('button', say('common:open'));
  await kehu.screen.gone('button', say('common:open'));
}
