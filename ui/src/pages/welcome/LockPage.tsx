import { Alert, Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Secret } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { NewRecoveryCode } from '@/features/workspace/NewRecoveryCode';
import { SecretForm } from '@/features/workspace/SecretForm';
import { useLeave } from '@/features/workspace/use-leave';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { useUnlocked } from '@/ipc/lock';
import { Stage } from './Stage';
import classes from './Stage.module.css';

type Props = { name: string; person: string | null };

/** Lies over the page of a workspace that locked while it was open: only the one who works in it unlocks it. */
export function LockPage({ name, person }: Props) {
  const { t } = useTranslation('welcome');
  const unlocked = useUnlocked();
  const [recovered, setRecovered] = useState(false);
  const unlock = useMutation({
    mutationFn: (secret: Secret) => api.unlockWorkspace(secret),
    onSuccess: (_, { kind }) => (kind === 'recovery' ? setRecovered(true) : unlocked()),
  });

  return (
    <Stage title={t('lock.title', { name })} hint={t('lock.hint')} narrow>
      <div className={classes.panel}>
        {recovered ? (
          <NewRecoveryCode onDone={() => void unlocked()} />
        ) : (
          <SecretForm
            names={person === null ? [] : [person]}
            way={person === null ? 'passphrase' : 'person'}
            failure={unlock.error}
            opening={unlock.isPending}
            submit={t('lock.unlock')}
            onSubmit={(secret) => unlock.mutate(secret)}
            onChange={() => unlock.reset()}
            foot={<Leave person={person} />}
          />
        )}
      </div>
    </Stage>
  );
}

/** Somebody else, or another workspace: what is typed and not saved would be lost, so it is said first. */
function Leave({ person }: { person: string | null }) {
  const { t } = useTranslation('welcome');
  const errorText = useErrorText();
  const leave = useLeave();
  const [asking, setAsking] = useState(false);
  const go = useMutation({
    mutationFn: () => leave(person === null ? api.closeWorkspace : api.signOut),
  });
  const words = person === null ? 'lock.other' : 'lock.switch';
  if (!asking) {
    return (
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {t(words)}
      </Button>
    );
  }
  return (
    <Alert color="yellow" variant="light" title={t(words)} role="alert" flex="1 1 100%">
      {person === null ? t('lock.leave') : t('lock.leavePerson', { person })}
      {go.error && <FailureNote {...errorText(go.error)} />}
      <Group gap="xs" mt="sm">
        <Button variant="default" autoFocus onClick={() => setAsking(false)}>
          {t('common:cancel')}
        </Button>
        <Button color="red.9" loading={go.isPending} onClick={() => go.mutate()}>
          {t('lock.leaveNow')}
        </Button>
      </Group>
    </Alert>
  );
}
