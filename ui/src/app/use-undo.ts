import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { UndoReport } from '@/bindings';
import { commandError, useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';

type Direction = 'undo' | 'redo';

/** Ctrl+Z and Ctrl+Shift+Z, with a toast that says what was taken back and what was left alone. */
export function useUndo(): (direction: Direction) => Promise<void> {
  const { t } = useTranslation(['shell', 'ops']);
  const errorText = useErrorText();
  const format = useFormat();

  function say(direction: Direction, { op, targets, left, leftTotal }: UndoReport) {
    const what = t([`ops:${op}`, 'ops:other'], { count: targets, shown: format.number(targets) });
    const edited = left.some((entry) => entry.reason === 'edited_since');
    const shown = format.number(leftTotal);
    const leftAlone =
      leftTotal === 0
        ? undefined
        : edited
          ? t('shell:undo.leftEdited', { count: leftTotal, shown })
          : t('shell:undo.leftReferenced', { count: leftTotal, shown });
    notifications.show({
      role: 'status',
      title:
        direction === 'undo' ? t('shell:undo.undone', { what }) : t('shell:undo.redone', { what }),
      message: leftAlone,
      color: leftTotal > 0 ? 'yellow' : undefined,
    });
  }

  return async (direction) => {
    try {
      say(direction, direction === 'undo' ? await api.undo() : await api.redo());
    } catch (failure) {
      if (commandError(failure).kind === 'nothing_to_undo') {
        const message =
          direction === 'undo' ? t('shell:undo.nothing') : t('shell:undo.nothingToRedo');
        notifications.show({ role: 'status', message, autoClose: 3000 });
        return;
      }
      const { title, hint } = errorText(failure);
      notifications.show({ role: 'alert', color: 'red', title, message: hint });
    }
  };
}
