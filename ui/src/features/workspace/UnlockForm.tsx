import {
  Button,
  Group,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Secret } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { commandError, useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { NewerNote } from './NewerNote';

type Way = 'passphrase' | 'recovery';
type Props = {
  name: string;
  /** What usually opens it; the recovery code opens it always. */
  reason: 'passphrase' | 'keychain';
  onOpened: () => void;
  onBack: () => void;
};

/** Opens a locked workspace. A wrong key is told kindly, damage and other trouble plainly. */
export function UnlockForm({ name, reason, onOpened, onBack }: Props) {
  const { t } = useTranslation('welcome');
  const errorText = useErrorText();
  const [way, setWay] = useState<Way>(reason === 'keychain' ? 'recovery' : 'passphrase');
  const [value, setValue] = useState('');

  const open = useMutation({
    mutationFn: ({ secret, readOnly = false }: { secret: Secret; readOnly?: boolean }) =>
      api.openWorkspace(name, secret, readOnly),
    onSuccess: onOpened,
  });
  const kind = open.error ? commandError(open.error).kind : null;
  const wrong = kind === 'wrong_key' || kind === 'invalid';
  const wrongText = way === 'recovery' ? t('wrongRecovery') : errorText(open.error).title;

  function choose(next: string) {
    setWay(next === 'recovery' ? 'recovery' : 'passphrase');
    setValue('');
    open.reset();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate({ secret: { kind: way, value } });
      }}
    >
      <Stack gap="md">
        {reason === 'keychain' && <Text c="dimmed">{t('keychainLocked')}</Text>}
        <SegmentedControl
          value={way}
          onChange={choose}
          aria-label={t('openWith')}
          data={[
            { value: 'passphrase', label: t('passphrase') },
            { value: 'recovery', label: t('recoveryCode') },
          ]}
          fullWidth
        />
        {way === 'passphrase' ? (
          <PasswordInput
            key="passphrase"
            label={t('passphrase')}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            error={wrong ? wrongText : null}
            autoComplete="current-password"
            autoFocus
            required
          />
        ) : (
          <TextInput
            key="recovery"
            label={t('recoveryCode')}
            description={t('recoveryFormat')}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            error={wrong ? wrongText : null}
            autoComplete="off"
            spellCheck={false}
            autoFocus
            required
          />
        )}
        {kind === 'schema_too_new' && (
          <NewerNote
            failure={open.error}
            loading={open.isPending}
            onReadOnly={() => open.variables && open.mutate({ ...open.variables, readOnly: true })}
          />
        )}
        {open.error && !wrong && kind !== 'schema_too_new' && (
          <FailureNote {...errorText(open.error)} />
        )}
        <Group justify="space-between">
          <Button variant="subtle" color="gray" onClick={onBack}>
            {t('otherWorkspaces')}
          </Button>
          <Group gap="xs">
            {reason === 'keychain' && (
              <Button
                variant="default"
                loading={open.isPending}
                onClick={() => open.mutate({ secret: { kind: 'keychain' } })}
              >
                {t('tryKeychain')}
              </Button>
            )}
            <Button type="submit" loading={open.isPending}>
              {t('common:open')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
