import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NewSecret } from '@/components/NewSecret/NewSecret';
import { FailureNote } from '@/components/States/FailureNote';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { useSecretWords } from '@/i18n/secrets';
import { api } from '@/ipc/api';

const keychainQuery = queryOptions({
  queryKey: ['keychain'],
  queryFn: () => api.keychainStatus(),
});

type Props = { onCreated: (recoveryCode: string) => void; onBack: () => void };

/** A new workspace: its name, who works in it, and what protects it. */
export function CreateWorkspaceForm({ onCreated, onBack }: Props) {
  const { t } = useTranslation('welcome');
  const words = useSecretWords();
  const fieldText = useFieldText();
  const errorText = useErrorText();
  const keychain = useQuery(keychainQuery).data?.available ?? false;
  const [name, setName] = useState('');
  const [owner, setOwner] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [mismatch, setMismatch] = useState(false);
  const protection = chosen ?? (keychain ? 'keychain' : 'passphrase');
  const byPassphrase = protection === 'passphrase';

  const create = useMutation({
    mutationFn: () =>
      api.createWorkspace({ name, owner, passphrase: byPassphrase ? passphrase : null }),
    onSuccess: ({ recoveryCode }) => onCreated(recoveryCode),
  });
  const refused = fieldErrors(create.error);
  const refusal = (field: string) => (refused[field] ? fieldText(refused[field]) : null);
  const failed = create.error && commandError(create.error).kind !== 'invalid';

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const differ = byPassphrase && passphrase !== repeated;
        setMismatch(differ);
        if (!differ) create.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('workspaceName')}
          description={t('workspaceNameHint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={refusal('name')}
          autoComplete="off"
          data-autofocus
          required
        />
        <TextInput
          label={t('owner')}
          description={t('ownerHint')}
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
          error={refusal('owner')}
          autoComplete="name"
          required
        />
        <Radio.Group
          label={t('protection')}
          description={t('protectionHint')}
          value={protection}
          onChange={setChosen}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value="keychain"
              label={t('byKeychain')}
              description={keychain ? t('byKeychainHint') : t('noKeychain')}
              disabled={!keychain}
            />
            <Radio
              value="passphrase"
              label={t('byPassphrase')}
              description={t('byPassphraseHint')}
            />
          </Stack>
        </Radio.Group>
        {byPassphrase && (
          <NewSecret
            label={t('passphrase')}
            words={words.fresh}
            secret={passphrase}
            repeated={repeated}
            onSecret={setPassphrase}
            onRepeated={setRepeated}
            error={refusal('passphrase')}
            repeatedError={
              mismatch
                ? fieldText({ field: 'repeated', code: 'passphrase.mismatch', data: {} })
                : null
            }
          />
        )}
        {failed && <FailureNote {...errorText(create.error)} />}
        <Group justify="space-between">
          <Button variant="subtle" color="gray" onClick={onBack}>
            {t('common:back')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
