import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '@/components/Kbd/Keys';
import { UndoToastContext } from '@/components/UndoToast/undo-toast';
import { useUndo } from './use-undo';

/** Gives `useUndoToast` its words, its 8 seconds and its Undo. */
export function UndoToasts({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  const undo = useUndo();
  const latest = useRef({ t, undo });
  latest.current = { t, undo };

  const show = useCallback((message: string) => {
    const id = notifications.show({
      role: 'status',
      autoClose: 8000,
      message: (
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <span>{message}</span>
          <Button
            variant="subtle"
            size="compact-sm"
            rightSection={<Keys keys="mod+z" />}
            onClick={() => {
              notifications.hide(id);
              void latest.current.undo('undo');
            }}
          >
            {latest.current.t('undo')}
          </Button>
        </Group>
      ),
    });
  }, []);
  return <UndoToastContext value={show}>{children}</UndoToastContext>;
}
