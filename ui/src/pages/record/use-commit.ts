import type { FieldPatch } from '@/bindings';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';

/** Stores one field of a record; what is wrong comes back as words for the field. */
export function useCommit(
  store: (patches: FieldPatch[]) => Promise<unknown>,
): (field: string) => Commit<string | null> {
  const errorText = useErrorText();
  const fieldText = useFieldText();
  return (field) => async (value) => {
    try {
      await store([{ field, value }]);
      return null;
    } catch (failure) {
      const wrong = Object.values(fieldErrors(failure))[0];
      return wrong ? fieldText(wrong) : errorText(failure).title;
    }
  };
}
