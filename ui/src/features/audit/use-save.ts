import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@/bindings';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { type AuditFilter, auditQueryOf, type Named, namesOf } from './queries';
import type { About, Line } from './use-line';

/** Everything the filters show, not only what is loaded, as CSV. */
export function useSave(filter: AuditFilter, lineOf: (entry: AuditEntry) => Line) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const errorText = useErrorText();

  function named(about: About, nameOf: (record: string) => Named | undefined): string {
    if (about === null) return '';
    if ('person' in about) return about.person;
    if ('name' in about) return about.name;
    return nameOf(about.record)?.name ?? t('gone');
  }

  return useMutation({
    mutationFn: async () => {
      const rows = [[t('when'), t('who'), t('what'), t('about')]];
      let before: number | null = null;
      do {
        const page = await api.listAudit(auditQueryOf(filter, before));
        const nameOf = namesOf([page]);
        for (const entry of page.entries) {
          const { what, about } = lineOf(entry);
          const who = entry.actor?.name ?? t('someone');
          rows.push([format.dateTime(entry.at), who, what, named(about, nameOf)]);
        }
        before = page.next;
      } while (before !== null);
      return api.exportTable('audit', t('title'), rows);
    },
    onSuccess: (saved) => {
      if (!saved) return;
      notifications.show({ role: 'status', message: t('saved', { title: t('title') }) });
    },
    onError: (failure) => {
      const { title, hint } = errorText(failure);
      notifications.show({ role: 'alert', color: 'red', title, message: hint });
    },
  });
}
