import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NewSecret } from '@/components/NewSecret/NewSecret';
import { FailureNote } from '@/components/States/FailureNote';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { useSecretWords } from '@/i18n/secrets';

type Props = {
  /** What is to be known before a new one is chosen. */
  hint?: string;
  /** The name of the secret that holds now; left out where there is none. */
  current?: string;
  /** The name of the new one. */
  next: string;
  submit: string;
  save: (current: string, next: string) => Promise<unknown>;
  onDone: () => void;
  onCancel: () => void;
};

/** A new password or passphrase, proved by the one that holds now where there is one. */
export function PasswordForm({ hint, current, next, submit, save, onDone, onCancel }: Props) {
  const { t } = useTranslation('settings');
  const words = useSecretWords();
  const fieldText = useFieldText();
  const errorText = useErrorText();
  const [present, setPresent] = useState('');
  const [chosen, setChosen] = useState('');
  const [repeated, setRepeated] = useState('');
  const [differ, setDiffer] = useState(false);
  const change = useMutation({ mutationFn: () => save(present, chosen), onSuccess: onDone });
  const kind = change.error ? commandError(change.error).kind : null;
  const refused = fieldErrors(change.error);
  const mismatch = { field: 'repeated', code: 'passphrase.mismatch', data: {} };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setDiffer(chosen !== repeated);
        if (chosen === repeated) change.mutate();
      }}
    >
      <Stack gap="sm">
        {hint && <Text c="dimmed">{hint}</Text>}
        {current && (
          <PasswordInput
            label={current}
            value={present}
            onChange={(event) => setPresent(event.currentTarget.value)}
            error={kind === 'wrong_key' ? t('passwords.wrong') : null}
            autoComplete="current-password"
            data-autofocus
            required
          />
        )}
        <NewSecret
          label={next}
          words={words.fresh}
          secret={chosen}
          repeated={repeated}
          onSecret={setChosen}
          onRepeated={setRepeated}
          error={refused.passphrase ? fieldText(refused.passphrase) : null}
          repeatedError={differ ? fieldText(mismatch) : null}
          autoFocus={!current}
        />
        {refused.name && (
          <FailureNote title={t('passwords.nameTaken')} hint={t('passwords.nameTakenHint')} />
        )}
        {kind && kind !== 'wrong_key' && kind !== 'invalid' && (
          <FailureNote {...errorText(change.error)} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
