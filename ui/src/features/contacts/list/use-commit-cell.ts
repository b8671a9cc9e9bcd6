import type { ContactRow } from '@/bindings';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';

/** Takes one cell's new value; answers what was wrong with it, or null. */
export function useCommitCell() {
  const errorText = useErrorText();
  const fieldText = useFieldText();
  return async (row: ContactRow, field: string, value: string | null) => {
    try {
      await api.updateContact(row.id, [{ field, value }]);
      return null;
    } catch (failure) {
      const wrong = fieldErrors(failure)[field];
      return wrong ? fieldText(wrong) : errorText(failure).title;
    }
  };
}
