import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '@/components/States/FailureNote';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';

type Props = { name: string; onOpened: () => void; onBack: () => void };

/** The workspace of last time, which a newer program has saved since; its key is at hand. */
export function NewerForm({ name, onOpened, onBack }: Props) {
  const { t } = useTranslation(['welcome', 'errors']);
  const errorText = useErrorText();
  const open = useMutation({
    mutationFn: () => api.openWorkspace(name, { kind: 'keychain' }, true),
    onSuccess: onOpened,
  });
  return (
    <Stack gap="md">
      <Text fw={600}>{t('errors:kind.schema_too_new.title')}</Text>
      <Text c="dimmed">{t('welcome:newerHint')}</Text>
      {open.error && <FailureNote {...errorText(open.error)} />}
      <Group justify="space-between">
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('welcome:otherWorkspaces')}
        </Button>
        <Button loading={open.isPending} onClick={() => open.mutate()}>
          {t('welcome:openReadOnly')}
        </Button>
      </Group>
    </Stack>
  );
}
