import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Setting } from '@/components/Setting/Setting';
import { FailureNote } from '@/components/States/FailureNote';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';

export function ChangePassphrase() {
  const { t } = useTranslation('settings');
  const [opened, setOpened] = useState(false);
  return (
    <Setting label={t('passphrase.label')} hint={t('passphrase.hint')}>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('passphrase.change')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('passphrase.change')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <ChangeForm onDone={() => setOpened(false)} />
      </Modal>
    </Setting>
  );
}

function ChangeForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('settings');
  const fieldText = useFieldText();
  const errorText = useErrorText();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const [differ, setDiffer] = useState(false);
  const change = useMutation({
    mutationFn: () => api.changePassphrase(current, next),
    onSuccess: () => {
      notifications.show({ role: 'status', message: t('passphrase.changed') });
      onDone();
    },
  });
  const kind = change.error ? commandError(change.error).kind : null;
  const refused = Object.values(fieldErrors(change.error))[0];
  const mismatch = { field: 'repeated', code: 'passphrase.mismatch', data: {} };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setDiffer(next !== repeated);
        if (next === repeated) change.mutate();
      }}
    >
      <Stack gap="sm">
        <PasswordInput
          label={t('passphrase.current')}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={kind === 'wrong_key' ? errorText(change.error).title : null}
          autoComplete="current-password"
          data-autofocus
          required
        />
        <PasswordInput
          label={t('passphrase.next')}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={refused ? fieldText(refused) : null}
          autoComplete="new-password"
          required
        />
        <PasswordInput
          label={t('passphrase.repeat')}
          value={repeated}
          onChange={(event) => setRepeated(event.currentTarget.value)}
          error={differ ? fieldText(mismatch) : null}
          autoComplete="new-password"
          required
        />
        {kind && kind !== 'wrong_key' && kind !== 'invalid' && (
          <FailureNote {...errorText(change.error)} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('passphrase.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
