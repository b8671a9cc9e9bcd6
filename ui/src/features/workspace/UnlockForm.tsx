import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Secret } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { commandError, useErrorText } from '@/i18n/errors';
import { signInNamesQuery } from '@/ipc/access';
import { api } from '@/ipc/api';
import { NewerNote } from './NewerNote';
import { NewRecoveryCode } from './NewRecoveryCode';
import { SecretForm } from './SecretForm';

type Props = {
  name: string;
  /** What usually opens it; the recovery code opens it always. */
  reason: 'passphrase' | 'keychain' | 'person';
  onOpened: () => void;
  onBack: () => void;
};

/** Opens a workspace with what protects it: somebody's password, the passphrase, or the recovery code. */
export function UnlockForm({ name, reason, onOpened, onBack }: Props) {
  const { t } = useTranslation('welcome');
  const errorText = useErrorText();
  const names = useQuery(signInNamesQuery(name));
  const [recovered, setRecovered] = useState(false);

  const open = useMutation({
    mutationFn: ({ secret, readOnly = false }: { secret: Secret; readOnly?: boolean }) =>
      api.openWorkspace(name, secret, readOnly),
    onSuccess: ({ readOnly }, { secret }) => {
      if (secret.kind === 'recovery' && !readOnly) setRecovered(true);
      else onOpened();
    },
  });

  if (recovered) return <NewRecoveryCode onDone={onOpened} />;
  if (names.isPending) return <SkeletonRows rows={3} label={t('common:loading')} />;
  const back = (
    <Button variant="subtle" color="gray" onClick={onBack}>
      {t('otherWorkspaces')}
    </Button>
  );
  if (names.isError) {
    return (
      <Stack gap="md" align="flex-start">
        <FailureNote {...errorText(names.error)} />
        {back}
      </Stack>
    );
  }
  const people = names.data.length > 0;
  return (
    <SecretForm
      names={names.data}
      way={people ? 'person' : reason === 'keychain' ? 'recovery' : 'passphrase'}
      failure={open.error}
      opening={open.isPending}
      submit={people ? t('signIn') : t('common:open')}
      wrongRecovery={t('wrongRecovery')}
      onSubmit={(secret) => open.mutate({ secret })}
      onChange={() => open.reset()}
      foot={back}
      beside={
        reason === 'keychain' && (
          <Button
            variant="default"
            loading={open.isPending}
            onClick={() => open.mutate({ secret: { kind: 'keychain' } })}
          >
            {t('tryKeychain')}
          </Button>
        )
      }
    >
      {reason === 'keychain' && <Text c="dimmed">{t('keychainLocked')}</Text>}
      {open.error && commandError(open.error).kind === 'schema_too_new' && (
        <NewerNote
          failure={open.error}
          loading={open.isPending}
          onReadOnly={() => open.variables && open.mutate({ ...open.variables, readOnly: true })}
        />
      )}
    </SecretForm>
  );
}
