import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ContactId, Selection } from '@/bindings';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { api } from '@/ipc/api';

/** Archive, delete and the ways back, for one contact; all can be undone. */
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
  const archive = useMutation({
    mutationFn: () => api.archiveContacts(one),
    onSuccess: () => undoable(t('contact.archived')),
  });
  const unarchive = useMutation({
    mutationFn: () => api.unarchiveContacts(one),
    onSuccess: () => undoable(t('contact.unarchived')),
  });
  return {
    remove: () => remove.mutate(),
    restore: () => restore.mutate(),
    archive: () => archive.mutate(),
    unarchive: () => unarchive.mutate(),
    error: remove.error ?? restore.error ?? archive.error ?? unarchive.error,
  };
}
