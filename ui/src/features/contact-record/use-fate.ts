import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ContactId, Selection } from '@/bindings';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { api } from '@/ipc/api';

/** Delete and the way back, for one contact; both can be undone. */
export function useFate(id: ContactId) {
  const { t } = useTranslation('record');
  const undoable = useUndoToast();
  const one: Selection = { mode: 'ids', ids: [id] };
  const remove = useMutation({
    mutationFn: () => api.deleteContacts(one),
    onSuccess: () => undoable(t('contact.deleted')),
  });
  const restore = useMutation({
    mutationFn: () => api.restoreContacts(one),
    onSuccess: () => undoable(t('contact.restored')),
  });
  return {
    remove: () => remove.mutate(),
    restore: () => restore.mutate(),
    error: remove.error ?? restore.error,
  };
}
