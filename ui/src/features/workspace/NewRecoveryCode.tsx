import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { RecoveryCode } from '@/components/RecoveryCode/RecoveryCode';
import { FailureNote } from '@/components/States/FailureNote';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorText } from '@/i18n/errors';
import { useSecretWords } from '@/i18n/secrets';
import { api } from '@/ipc/api';

/** After the recovery code was used it is worth nothing any more: another takes its place and is shown once. */
export function NewRecoveryCode({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('welcome');
  const errorText = useErrorText();
  const words = useSecretWords();
  const { mutate, data, error } = useMutation({ mutationFn: () => api.rotateRecoveryCode() });
  useEffect(() => mutate(), [mutate]);

  if (data) {
    return (
      <RecoveryCode
        code={data}
        words={words.recovery}
        why={t('recoveryUsed')}
        submit={t('continue')}
        onDone={onDone}
      />
    );
  }
  if (!error) return <SkeletonRows rows={3} label={t('common:loading')} />;
  return (
    <Stack gap="md">
      <FailureNote {...errorText(error)} />
      <Text>{t('recoveryKept')}</Text>
      <Button onClick={onDone} data-autofocus>
        {t('continue')}
      </Button>
    </Stack>
  );
}
