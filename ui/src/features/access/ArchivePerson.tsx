import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { accessQuery, useAccessChanged } from '@/ipc/access';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';

type Props = { person: UserRow; onHandOver: () => void; onDone: () => void };

/** A colleague who has left: what stays behind is said first, and can be handed over before. */
export function ArchivePerson({ person, onHandOver, onDone }: Props) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const errorText = useErrorText();
  const undoable = useUndoToast();
  const accessChanged = useAccessChanged();
  const { may } = useRights();
  const signsIn = useQuery(accessQuery).data?.has(person.id) ?? false;
  const { name, customers } = person;
  const archive = useMutation({
    mutationFn: () => api.archiveUser(person.id),
    onSuccess: async () => {
      undoable(t('people.archived', { name }));
      await accessChanged();
      onDone();
    },
  });
  return (
    <Stack gap="md">
      <Text>{t('people.archiveHint', { name })}</Text>
      {signsIn && <Text>{t('people.archiveAccess', { name })}</Text>}
      {customers > 0 && (
        <Text>
          {t('people.archiveOwns', { name, count: customers, shown: format.number(customers) })}
        </Text>
      )}
      {archive.error && <FailureNote {...errorText(archive.error)} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        {customers > 0 && may('customers', 'transfer') && (
          <Button variant="default" onClick={onHandOver}>
            {t('people.handOverFirst')}
          </Button>
        )}
        <Button loading={archive.isPending} onClick={() => archive.mutate()}>
          {t('common:archive')}
        </Button>
      </Group>
    </Stack>
  );
}
