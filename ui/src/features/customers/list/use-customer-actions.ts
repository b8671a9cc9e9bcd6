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

const NO_EDIT: BulkEdit = { patches: [], addTags: [], removeTags: [] };

/** What customers alone can have done in their list. */
export function useCustomerActions() {
  const { t } = useTranslation('customers');
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const fieldText = useFieldText();

  return {
    edit: async (selection: Selection, edit: Partial<BulkEdit>) => {
      try {
        const count = await api.bulkEditCustomers(selection, { ...NO_EDIT, ...edit });
        undoable(t('done.edited', { count }));
      } catch (failure) {
        const { title, hint } = errorText(failure);
        notifications.show({ role: 'alert', color: 'red', title, message: hint });
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
