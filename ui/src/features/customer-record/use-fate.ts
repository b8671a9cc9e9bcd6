import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerId, Selection } from '@/bindings';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { api } from '@/ipc/api';

/** Archive, delete and the ways back, for one customer; each can be undone. */
export function useFate(id: CustomerId) {
  const { t } = useTranslation('customers');
  const undoable = useUndoToast();
  const one: Selection = { mode: 'ids', ids: [id] };
  const archive = useMutation({
    mutationFn: () => api.archiveCustomers(one),
    onSuccess: () => undoable(t('done.archived', { count: 1 })),
  });
  const unarchive = useMutation({
    mutationFn: () => api.unarchiveCustomers(one),
    onSuccess: () => undoable(t('done.unarchived', { count: 1 })),
  });
  const remove = useMutation({
    mutationFn: () => api.deleteCustomers(one),
    onSuccess: () => undoable(t('done.deleted', { count: 1 })),
  });
  const restore = useMutation({
    mutationFn: () => api.restoreCustomers(one),
    onSuccess: () => undoable(t('done.restored', { count: 1 })),
  });
  return {
    archive: () => archive.mutate(),
    unarchive: () => unarchive.mutate(),
    remove: () => remove.mutate(),
    restore: () => restore.mutate(),
    error: archive.error ?? unarchive.error ?? remove.error ?? restore.error,
  };
}
