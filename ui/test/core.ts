import { emit } from '@tauri-apps/api/event';
import { mockIPC } from '@tauri-apps/api/mocks';
import { vi } from 'vitest';
import type { AppInfo, AppState, MyRights, OpenWorkspace, Preferences } from '@/bindings';
import { ACTIONS, LINES } from '@/features/access/rules';

export const preferences: Preferences = {
  language: 'en',
  theme: 'light',
  density: 'normal',
  accent: 'jade',
  singleKeys: true,
  zone: 'Asia/Shanghai',
  firstDayMonday: true,
  defaultCountry: 'CN',
  defaultCurrency: 'CNY',
  railFolded: false,
  firstStepsDone: false,
  insightsSeen: false,
  lockAfterMinutes: 15,
};

export const workspace: OpenWorkspace = {
  name: 'Acme',
  path: '/data/kehu/workspaces/acme',
  demo: false,
  readOnly: false,
  sizeBytes: 1_000_000,
  lastBackupAt: null,
  customers: 3,
  user: { id: 'u1', name: 'Li Lei' },
  baseCurrency: 'CNY',
  zone: 'Asia/Shanghai',
  passphrase: true,
  canLock: true,
  recovered: false,
};

export const info: AppInfo = {
  version: '0.1.0',
  schema: '20261122090500',
  sqlite: '3.51.0',
  sqlcipher: '4.10.0',
  os: 'Linux',
  dataDir: '/data/kehu',
  dataDirChosen: false,
  dataDirRisk: null,
  logsDir: '/data/logs',
  locale: 'en',
  e2e: false,
};

/** What an owner may do: everything, on all rows. */
export const rights: MyRights = {
  user: workspace.user,
  rules: LINES.flatMap(({ object }) => ACTIONS.map((action) => ({ object, action, circle: null }))),
  circles: [],
  fields: [],
};

type Answers = Record<string, (args: Record<string, unknown>) => unknown>;

const usual: Answers = {
  app_info: () => info,
  app_state: (): AppState => ({ state: 'open', workspace }),
  my_rights: () => rights,
  consents: () => ({ current: [], history: [], refused: [] }),
  list_retention_rules: () => [],
  list_certificates: () => [],
  still_here: () => null,
  sign_in_names: () => [],
  list_access: () => [],
  list_roles: () => [],
  list_departments: () => [],
  roles_of: () => [],
  preferences: () => preferences,
  set_preferences: (args) => Object.values(args)[0],
  keychain_status: () => ({ available: true }),
  list_workspaces: () => [],
  workspace_status: () => workspace,
  list_views: () => [],
  list_backups: () => [],
  list_field_defs: () => [],
  list_tags: () => [],
  list_users: () => [],
  countries: () => [],
  count_customers: () => 0,
  draft: () => null,
  keep_draft: () => null,
};

/**
 * Stands in for the core behind IPC. Answers as a fresh, open workspace unless told otherwise; a
 * thrown value is the command's error. Returns what was called: `[command, arguments]`.
 */
export function pretendCore(answers: Answers = {}) {
  const calls = vi.fn<(command: string, args: Record<string, unknown>) => void>();
  mockIPC(
    (command, args) => {
      const given = (args ?? {}) as Record<string, unknown>;
      if (command.startsWith('plugin:')) return 0;
      calls(command, given);
      const answer = answers[command] ?? usual[command];
      if (!answer) throw `command ${command} not found`;
      return answer(given);
    },
    { shouldMockEvents: true },
  );
  return calls;
}

/** The core locks by itself, as after a while without a hand on the keyboard. */
export const lockItself = () => emit('workspace-locked', null);
