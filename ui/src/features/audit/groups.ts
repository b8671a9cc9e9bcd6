/** The operations that leave a line in the audit, by what one looks for. */
export const GROUPS = {
  signIn: ['access.sign_in', 'access.unlock', 'access.sign_out'],
  refused: ['access.refused'],
  reveal: ['access.reveal'],
  export: [
    'export.customers',
    'export.contacts',
    'export.insights',
    'export.audit',
    'privacy.report',
  ],
  transfer: ['customers.transfer', 'customers.hand_over'],
  rights: [
    'access.create_role',
    'access.update_role',
    'access.delete_role',
    'access.set_roles',
    'access.keep_up',
    'people.departments',
    'people.place',
  ],
  password: [
    'access.change_password',
    'access.reset_password',
    'access.withdraw',
    'access.rotate_recovery',
    'access.rekey',
  ],
  purge: ['customers.purge', 'contacts.purge', 'privacy.erase', 'privacy.delete_backups'],
} as const;

export type Group = keyof typeof GROUPS;

export const GROUP_NAMES = Object.keys(GROUPS) as Group[];

export function groupOf(op: string): Group | undefined {
  return GROUP_NAMES.find((group) => GROUPS[group].some((known) => known === op));
}

/** The group of a link, if there is such a one. */
export function groupNamed(name: string | undefined): Group | undefined {
  return GROUP_NAMES.find((group) => group === name);
}
