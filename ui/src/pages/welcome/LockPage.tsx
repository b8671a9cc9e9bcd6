import { Button, Group, Stack, Text } from '@mantine/core';
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
  const [leaving, setLeaving] = useState(false);
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
            wrongRecovery={t(person === null ? 'wrongRecovery' : 'lock.wrongRecovery')}
            onSubmit={(secret) => unlock.mutate(secret)}
            onChange={() => unlock.reset()}
            foot={
              !leaving && (
                <Button variant="subtle" color="gray" onClick={() => setLeaving(true)}>
                  {t(person === null ? 'lock.other' : 'lock.switch')}
                </Button>
              )
            }
          />
        )}
        {leaving && !recovered && <Leave person={person} onStay={() => setLeaving(false)} />}
      </div>
    </Stage>
  );
}

type LeaveProps = { person: string | null; onStay: () => void };

/** Somebody else, or another workspace: what is typed and not saved would be lost, so it is said first. */
function Leave({ person, onStay }: LeaveProps) {
  const { t } = useTranslation('welcome');
  const errorText = useErrorText();
  const leave = useLeave();
  const go = useMutation({
    mutationFn: () => leave(person === null ? api.closeWorkspace : api.signOut),
  });
  return (
    <Stack gap="sm" mt="md" role="alert">
      <Text>{person === null ? t('lock.leave') : t('lock.leavePerson', { person })}</Text>
      {go.error && <FailureNote {...errorText(go.error)} />}
      <Group gap="xs">
        <Button variant="default" autoFocus onClick={onStay}>
          {t('common:cancel')}
        </Button>
        <Button color="red.9" loading={go.isPending} onClick={() => go.mutate()}>
          {t('lock.leaveNow')}
        </Button>
      </Group>
    </Stack>
  );
}
