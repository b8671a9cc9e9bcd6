import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/bindings';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';

const VERBS = {
  customer: {
    count: api.countCustomers,
    archive: api.archiveCustomers,
    unarchive: api.unarchiveCustomers,
    remove: api.deleteCustomers,
    restore: api.restoreCustomers,
    purge: api.purgeCustomers,
  },
  contact: {
    count: api.countContacts,
    archive: api.archiveContacts,
    unarchive: api.unarchiveContacts,
    remove: api.deleteContacts,
    restore: api.restoreContacts,
    purge: api.purgeContacts,
  },
} as const;

/** Archive, trash, the ways back and the end, for many. Each says what it did and can be undone; purge cannot. */
export function useFates(entity: 'customer' | 'contact') {
  const { t } = useTranslation(entity === 'customer' ? 'customers' : 'contacts');
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const verbs = VERBS[entity];

  async function run(act: Promise<number>, say: (count: number) => void): Promise<boolean> {
    try {
      say(await act);
      return true;
    } catch (failure) {
      const { title, hint } = errorText(failure);
      notifications.show({ role: 'alert', color: 'red', title, message: hint });
      return false;
    }
  }

  return {
    count: verbs.count,
    archive: (selection: Selection) =>
      run(verbs.archive(selection), (count) => undoable(t('done.archived', { count }))),
    unarchive: (selection: Selection) =>
      run(verbs.unarchive(selection), (count) => undoable(t('done.unarchived', { count }))),
    remove: (selection: Selection) =>
      run(verbs.remove(selection), (count) => undoable(t('done.deleted', { count }))),
    restore: (selection: Selection) =>
      run(verbs.restore(selection), (count) => undoable(t('done.restored', { count }))),
    purge: (selection: Selection, expected: number) =>
      run(verbs.purge(selection, expected), (count) =>
        notifications.show({ role: 'status', message: t('done.purged', { count }) }),
      ),
  };
}
