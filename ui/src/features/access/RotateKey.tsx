import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RekeyStep } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { Setting } from '@/components/Setting/Setting';
import { FailureNote } from '@/components/States/FailureNote';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { progressChannel } from '@/ipc/desktop';

/** A new key for the database, where the old one may be known to somebody. Everything is encrypted anew. */
export function RotateKey() {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const [opened, setOpened] = useState(false);
  const [step, setStep] = useState<RekeyStep | null>(null);
  const rekey = useMutation({
    mutationFn: () => api.rekey(progressChannel<RekeyStep>((next) => setStep(next))),
    onSuccess: () => {
      notifications.show({ role: 'status', message: t('rekey.done') });
      setOpened(false);
    },
    onSettled: () => setStep(null),
  });

  function close() {
    if (rekey.isPending) return;
    setOpened(false);
    rekey.reset();
  }

  return (
    <Setting label={t('rekey.label')} hint={t('rekey.hint')}>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('rekey.rotate')}
      </Button>
      <Dialog
        opened={opened}
        onClose={close}
        title={t('rekey.rotate')}
        withCloseButton={!rekey.isPending}
      >
        <Stack gap="md">
          <Text>{t('rekey.ask')}</Text>
          {rekey.isPending && <RekeyProgress step={step} />}
          {rekey.error && <FailureNote {...errorText(rekey.error)} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" disabled={rekey.isPending} onClick={close}>
              {t('common:cancel')}
            </Button>
            <Button loading={rekey.isPending} onClick={() => rekey.mutate()} data-autofocus>
              {t('rekey.rotate')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Setting>
  );
}

/** The copy is half of the work, the backups the rest. */
function RekeyProgress({ step }: { step: RekeyStep | null }) {
  const { t } = useTranslation('settings');
  const backups = step?.step === 'backups' && step.of > 0 ? step.done / step.of : 0;
  const share = step === null || step.step === 'copying' ? 0.1 : 0.5 + backups / 2;
  return (
    <Stack gap="xs" role="status">
      <Progress value={share * 100} aria-label={t('rekey.label')} animated />
      <Text size="sm" c="dimmed">
        {step?.step === 'backups'
          ? t('rekey.step.backups', { done: step.done, of: step.of })
          : t('rekey.step.copying')}
      </Text>
    </Stack>
  );
}
