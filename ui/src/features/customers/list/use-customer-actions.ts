import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { BulkEdit, CustomerRow, Selection } from '@/bindings';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';

/** The columns that are edited in the list, and what a patch calls their fields. */
const PATCHED: Record<string, string> = {
  level: 'level',
  lifecycle: 'lifecycle',
  industry: 'industry',
  source: 'source',
  owner: 'ownerId',
  next_contact_at: 'nextContactAt',
};

export const NO_EDIT: BulkEdit = { patches: [], addTags: [], removeTags: [] };

/** Every act on customers from the list. Each says what it did and can be undone; purge cannot. */
export function useCustomerActions() {
  const { t } = useTranslation('customers');
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const fieldText = useFieldText();

  async function run(act: Promise<number>, said: (count: number) => string): Promise<boolean> {
    try {
      undoable(said(await act));
      return true;
    } catch (failure) {
      const { title, hint } = errorText(failure);
      notifications.show({ role: 'alert', color: 'red', title, message: hint });
      return false;
    }
  }

  return {
    edit: (selection: Selection, edit: Partial<BulkEdit>) =>
      run(api.bulkEditCustomers(selection, { ...NO_EDIT, ...edit }), (count) =>
        t('done.edited', { count }),
      ),
    archive: (selection: Selection) =>
      run(api.archiveCustomers(selection), (count) => t('done.archived', { count })),
    unarchive: (selection: Selection) =>
      run(api.unarchiveCustomers(selection), (count) => t('done.unarchived', { count })),
    remove: (selection: Selection) =>
      run(api.deleteCustomers(selection), (count) => t('done.deleted', { count })),
    restore: (selection: Selection) =>
      run(api.restoreCustomers(selection), (count) => t('done.restored', { count })),
    purge: async (selection: Selection, expected: number) => {
      try {
        const count = await api.purgeCustomers(selection, expected);
        notifications.show({ role: 'status', message: t('done.purged', { count }) });
        return true;
      } catch (failure) {
        const { title, hint } = errorText(failure);
        notifications.show({ role: 'alert', color: 'red', title, message: hint });
        return false;
      }
    },
    /** Takes one cell's new value; answers what was wrong with it, or null. */
    commit: async (row: CustomerRow, column: string, value: string | null) => {
      const field = PATCHED[column] ?? column;
      try {
        await api.updateCustomer(row.id, [{ field, value }]);
        return null;
      } catch (failure) {
        const wrong = fieldErrors(failure)[field];
        return wrong ? fieldText(wrong) : errorText(failure).title;
      }
    },
  };
}
