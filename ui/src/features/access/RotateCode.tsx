import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog/Dialog';
import { RecoveryCode } from '@/components/RecoveryCode/RecoveryCode';
import { Setting } from '@/components/Setting/Setting';
import { FailureNote } from '@/components/States/FailureNote';
import { useErrorText } from '@/i18n/errors';
import { useSecretWords } from '@/i18n/secrets';
import { api } from '@/ipc/api';

/** A new recovery code in the place of one that was lost or seen. It closes only when it is written down. */
export function RotateCode() {
  const { t } = useTranslation('settings');
  const words = useSecretWords();
  const errorText = useErrorText();
  const [opened, setOpened] = useState(false);
  const rotate = useMutation({ mutationFn: () => api.rotateRecoveryCode() });
  const code = rotate.data;

  function close() {
    setOpened(false);
    rotate.reset();
  }

  return (
    <Setting label={t('recovery.label')} hint={t('recovery.hint')}>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('recovery.rotate')}
      </Button>
      <Dialog
        opened={opened}
        onClose={close}
        title={t('recovery.rotate')}
        withCloseButton={!code}
        closeOnClickOutside={!code}
        closeOnEscape={!code}
      >
        {code ? (
          <RecoveryCode
            code={code}
            words={words.recovery}
            why={t('recovery.why')}
            submit={t('common:done')}
            onDone={close}
          />
        ) : (
          <Stack gap="md">
            <Text>{t('recovery.ask')}</Text>
            {rotate.error && <FailureNote {...errorText(rotate.error)} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                {t('common:cancel')}
              </Button>
              <Button loading={rotate.isPending} onClick={() => rotate.mutate()} data-autofocus>
                {t('recovery.rotate')}
              </Button>
            </Group>
          </Stack>
        )}
      </Dialog>
    </Setting>
  );
}
