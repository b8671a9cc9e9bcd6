import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@/bindings';
import { useFormat } from '@/i18n/format';
import { useRuleText } from '@/i18n/rights';
import { usersQuery } from '@/ipc/lookups';
import { type Details, detailsOf } from './details';

/** A person, a role or a department that a line is about, by name; a record comes with its id. */
export type About = { person: string; id: string } | { name: string } | { record: string } | null;

export type Line = { what: string; about: About };

/** A line of the audit in the language on screen. */
export function useLine(roleOf: (id: string) => string | undefined): (entry: AuditEntry) => Line {
  const { t } = useTranslation(['audit', 'rights', 'history']);
  const format = useFormat();
  const ruleText = useRuleText();
  const users = useQuery(usersQuery).data;

  return useCallback(
    (entry: AuditEntry): Line => {
      const details = detailsOf(entry.details);
      const nameOf = (id: string) => users?.find((user) => user.id === id)?.name;
      const person = (): About => ({
        person: nameOf(entry.record) ?? details.user ?? t('audit:someone'),
        id: entry.record,
      });
      const itself = (): About => (entry.record === entry.actor?.id ? null : person());
      const counted = (count = 0) => ({ count, rows: format.number(count) });
      const ready = (role: string) => t(`rights:role.${role}`, { defaultValue: role });
      const role = (): About => {
        const name = details.role ?? roleOf(entry.record);
        return { name: name === undefined ? t('audit:aRole') : ready(name) };
      };

      switch (entry.op) {
        case 'access.refused':
          return { what: refusal(details), about: nameOf(entry.record) ? itself() : record(entry) };
        case 'access.sign_in':
          return { what: entered('signIn', details), about: null };
        case 'access.unlock':
          return { what: entered('unlock', details), about: null };
        case 'access.sign_out':
          return { what: t('audit:line.signOut'), about: null };
        case 'access.change_password':
          return { what: t('audit:line.changePassword'), about: null };
        case 'access.reset_password':
          return { what: t('audit:line.resetPassword'), about: person() };
        case 'access.withdraw':
          return { what: t('audit:line.withdraw'), about: person() };
        case 'access.rotate_recovery':
          return { what: t('audit:line.rotateRecovery'), about: null };
        case 'access.rekey':
          return { what: t('audit:line.rekey'), about: null };
        case 'access.reveal': {
          const field = t(`rights:field.${details.field}`, { defaultValue: details.field ?? '' });
          return { what: t('audit:line.reveal', { field }), about: record(entry) };
        }
        case 'access.create_role':
          return { what: t('audit:line.createRole'), about: role() };
        case 'access.update_role':
          return { what: t('audit:line.updateRole'), about: role() };
        case 'access.delete_role':
          return { what: t('audit:line.deleteRole'), about: role() };
        case 'access.keep_up':
          return {
            what: t('audit:line.keepUp', { roles: format.list((details.roles ?? []).map(ready)) }),
            about: null,
          };
        case 'access.set_roles': {
          const roles = details.roles ?? [];
          return {
            what:
              roles.length === 0
                ? t('audit:line.setRolesNone')
                : t('audit:line.setRoles', { roles: format.list(roles.map(ready)) }),
            about: person(),
          };
        }
        case 'people.departments':
          return {
            what: t('audit:line.department'),
            about: { name: details.department ?? t('audit:aDepartment') },
          };
        case 'people.place':
          return {
            what:
              details.department === undefined
                ? t('audit:line.placeNone')
                : t('audit:line.place', { department: details.department }),
            about: person(),
          };
        case 'customers.transfer':
          return {
            what: t('audit:line.transfer', counted(details.customers)),
            about: person(),
          };
        case 'customers.hand_over': {
          const to = nameOf(details.to ?? '') ?? t('audit:someone');
          return {
            what: t('audit:line.handOver', { ...counted(details.customers), to }),
            about: person(),
          };
        }
        case 'export.customers':
          return { what: t('audit:line.exportCustomers', counted(details.rows)), about: null };
        case 'export.contacts':
          return { what: t('audit:line.exportContacts', counted(details.rows)), about: null };
        case 'export.insights':
        case 'export.audit':
          return { what: t('audit:line.exportPage', { title: details.title ?? '' }), about: null };
        case 'customers.purge':
          return { what: t('audit:line.purgeCustomers', counted(details.customers)), about: null };
        case 'contacts.purge':
          return { what: t('audit:line.purgeContacts', counted(details.contacts)), about: null };
        case 'privacy.report':
        case 'privacy.erase':
          return { what: t(`history:op.${entry.op}`), about: record(entry) };
        default:
          return { what: t([`history:op.${entry.op}`, 'history:op.other']), about: null };
      }

      function entered(how: 'signIn' | 'unlock', { failures = 0 }: Details): string {
        return failures > 0
          ? t(`audit:line.${how}After`, { count: failures })
          : t(`audit:line.${how}`);
      }

      function refusal({ rule }: Details): string {
        if (rule === undefined) return t('audit:line.refused');
        const { part, right, field } = ruleText(rule);
        if (part === 'action') return t('audit:line.refusedAction', { right });
        if (part === 'rows') return t('audit:line.refusedRows', { right });
        return t('audit:line.refusedField', { field });
      }
    },
    [t, format, ruleText, users, roleOf],
  );
}

function record({ record: id }: AuditEntry): About {
  return { record: id };
}
