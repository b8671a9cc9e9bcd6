import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '@/bindings';
import { useAccessChanged } from '@/ipc/access';
import { api } from '@/ipc/api';

/** Takes a colleague's password away, after asking: it cannot be brought back, only replaced. */
export function useWithdraw() {
  const { t } = useTranslation('settings');
  const accessChanged = useAccessChanged();
  const withdraw = useMutation({
    mutationFn: ({ id }: UserRow) => api.withdrawAccess(id),
    onSuccess: async (_, { name }) => {
      notifications.show({ role: 'status', message: t('passwords.withdrawn', { name }) });
      await accessChanged();
    },
  });
  const ask = (person: UserRow) =>
    modals.openConfirmModal({
      title: t('passwords.withdrawTitle', { name: person.name }),
      children: <Text>{t('passwords.withdrawHint')}</Text>,
      labels: { confirm: t('passwords.withdraw'), cancel: t('common:cancel') },
      confirmProps: { color: 'red.9' },
      onConfirm: () => withdraw.mutate(person),
    });
  return { ask, error: withdraw.error };
}
