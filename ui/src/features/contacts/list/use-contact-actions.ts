import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { ContactRow, Selection } from '@/bindings';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';

/** Every act on contacts from the list. Each says what it did and can be undone; purge cannot. */
export function useContactActions() {
  const { t } = useTranslation('contacts');
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const fieldText = useFieldText();

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
    archive: (selection: Selection) =>
      run(api.archiveContacts(selection), (count) => undoable(t('done.archived', { count }))),
    unarchive: (selection: Selection) =>
      run(api.unarchiveContacts(selection), (count) => undoable(t('done.unarchived', { count }))),
    remove: (selection: Selection) =>
      run(api.deleteContacts(selection), (count) => undoable(t('done.deleted', { count }))),
    restore: (selection: Selection) =>
      run(api.restoreContacts(selection), (count) => undoable(t('done.restored', { count }))),
    purge: (selection: Selection, expected: number) =>
      run(api.purgeContacts(selection, expected), (count) =>
        notifications.show({ role: 'status', message: t('done.purged', { count }) }),
      ),
    /** Takes one cell's new value; answers what was wrong with it, or null. */
    commit: async (row: ContactRow, field: string, value: string | null) => {
      try {
        await api.updateContact(row.id, [{ field, value }]);
        return null;
      } catch (failure) {
        const wrong = fieldErrors(failure)[field];
        return wrong ? fieldText(wrong) : errorText(failure).title;
      }
    },
  };
}
