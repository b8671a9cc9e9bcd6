import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { SavedView, ViewDefinition } from '@/bindings';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import type { ViewName } from './NameView';

/** What can be done with saved views. Those that a dialog waits for throw; the others say it themselves. */
export function useViewActions(entity: 'customer' | 'contact') {
  const { t } = useTranslation('views');
  const undoable = useUndoToast();
  const errorText = useErrorText();

  async function said<T>(act: () => Promise<T>, done?: string): Promise<T | null> {
    try {
      const result = await act();
      if (done) undoable(done);
      return result;
    } catch (failure) {
      const { title, hint } = errorText(failure);
      notifications.show({ role: 'alert', color: 'red', title, message: hint });
      return null;
    }
  }

  return {
    create: (view: ViewName, definition: ViewDefinition) =>
      api.saveView(entity, view.name, view.shared, definition),
    rename: async (view: SavedView, { name, shared }: ViewName) => {
      await api.updateView(view.id, name, shared, view.definition);
    },
    save: ({ id, name, shared }: SavedView, definition: ViewDefinition) =>
      said(() => api.updateView(id, name, shared, definition), t('saved', { name })),
    share: ({ id, name, definition }: SavedView, shared: boolean) =>
      said(() => api.updateView(id, name, shared, definition), t('saved', { name })),
    /** True when it is gone. */
    remove: async ({ id, name }: SavedView) =>
      (await said(
        async () => {
          await api.deleteView(id);
          return true;
        },
        t('deleted', { name }),
      )) === true,
  };
}
