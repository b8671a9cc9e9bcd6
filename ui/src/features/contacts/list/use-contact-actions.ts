import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/bindings';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';

/** Every act on contacts from the list. Each says what it did and can be undone; purge cannot. */
export function useContactActions() {
  const { t } = useTranslation('contacts');
  const undoable = useUndoToast();
  const errorText = useErrorText();

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
    remove: (selection: Selection) =>
      run(api.deleteContacts(selection), (count) => undoable(t('done.deleted', { count }))),
    restore: (selection: Selection) =>
      run(api.restoreContacts(selection), (count) => undoable(t('done.restored', { count }))),
    purge: (selection: Selection, expected: number) =>
      run(api.purgeContacts(selection, expected), (count) =>
        notifications.show({ role: 'status', message: t('done.purged', { count }) }),
      ),
  };
}
