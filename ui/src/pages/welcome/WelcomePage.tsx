import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportProgress } from '@/bindings';
import { RecoveryCode } from '@/components/RecoveryCode/RecoveryCode';
import { FailureNote } from '@/components/States/FailureNote';
import { CreateWorkspaceForm } from '@/features/workspace/CreateWorkspaceForm';
import { DataFolder } from '@/features/workspace/DataFolder';
import { DemoProgress } from '@/features/workspace/DemoProgress';
import { NewerNote } from '@/features/workspace/NewerNote';
import { UnlockForm } from '@/features/workspace/UnlockForm';
import { type Start, WelcomeCards } from '@/features/workspace/WelcomeCards';
import { WorkspaceList } from '@/features/workspace/WorkspaceList';
import { commandError, useErrorText } from '@/i18n/errors';
import { useSecretWords } from '@/i18n/secrets';
import { api } from '@/ipc/api';
import { progressChannel } from '@/ipc/desktop';
import { useWorkspaceSwitched, workspacesQuery } from '@/ipc/workspace';
import { Stage } from './Stage';
import classes from './Stage.module.css';

type Step =
  | { at: 'start' }
  | { at: 'create'; area: 'customers' | 'import' }
  | { at: 'recovery'; code: string; area: 'customers' | 'import' }
  | { at: 'unlock'; name: string; reason: 'passphrase' | 'keychain' };

/** First run, and the choice of a workspace: start empty, import, or explore the demo. */
export function WelcomePage() {
  const { t } = useTranslation('welcome');
  const errorText = useErrorText();
  const words = useSecretWords();
  const navigate = useNavigate();
  const switched = useWorkspaceSwitched();
  const client = useQueryClient();
  const workspaces = useQuery(workspacesQuery).data ?? [];
  const [step, setStep] = useState<Step>({ at: 'start' });
  const [progress, setProgress] = useState<ImportProgress | null>(null);

  async function enter(area: 'customers' | 'import') {
    await navigate({ to: area === 'import' ? '/import' : '/customers' });
    await switched();
  }

  const demo = useMutation({
    mutationFn: () => api.openDemo(progressChannel(setProgress)),
    onSuccess: () => enter('customers'),
  });

  const open = useMutation({
    mutationFn: ({ name, readOnly }: { name: string; readOnly: boolean }) =>
      api.openWorkspace(name, { kind: 'keychain' }, readOnly),
    onSuccess: () => enter('customers'),
    onError: (failure, { name }) => {
      const { kind } = commandError(failure);
      if (kind === 'wrong_key' || kind === 'missing_key') {
        setStep({ at: 'unlock', name, reason: 'passphrase' });
      } else if (kind === 'keychain_unavailable') {
        setStep({ at: 'unlock', name, reason: 'keychain' });
      }
    },
  });

  const pick = useMutation({
    mutationFn: () => api.pickWorkspace(),
    onSuccess: async (name) => {
      // Null: the dialog was closed without a choice.
      if (name === null) return;
      await client.invalidateQueries({ queryKey: workspacesQuery.queryKey });
      open.mutate({ name, readOnly: false });
    },
  });

  function choose(start: Start) {
    if (start === 'demo') demo.mutate();
    else setStep({ at: 'create', area: start === 'import' ? 'import' : 'customers' });
  }

  if (step.at === 'create') {
    return (
      <Stage title={t('createTitle')} hint={t('createHint')} narrow>
        <div className={classes.panel}>
          <CreateWorkspaceForm
            onCreated={(code) => setStep({ at: 'recovery', code, area: step.area })}
            onBack={() => setStep({ at: 'start' })}
          />
        </div>
      </Stage>
    );
  }
  if (step.at === 'recovery') {
    return (
      <Stage title={t('recoveryTitle')} narrow>
        <div className={classes.panel}>
          <RecoveryCode
            code={step.code}
            words={words.recovery}
            why={t('recoveryWhy')}
            submit={t('begin')}
            onDone={() => void enter(step.area)}
          />
        </div>
      </Stage>
    );
  }
  if (step.at === 'unlock') {
    return (
      <Stage title={t('unlockTitle', { name: step.name })} narrow>
        <div className={classes.panel}>
          <UnlockForm
            name={step.name}
            reason={step.reason}
            onOpened={() => void enter('customers')}
            onBack={() => setStep({ at: 'start' })}
          />
        </div>
      </Stage>
    );
  }

  const failure = demo.error ?? open.error;
  const newer = open.error && commandError(open.error).kind === 'schema_too_new';
  const nothingThere = pick.error && commandError(pick.error).kind === 'not_found';
  const first = workspaces.length === 0;
  return (
    <Stage title={first ? t('title') : t('titleAgain')} hint={t('hint')}>
      {demo.isPending ? (
        <div className={classes.panel}>
          <DemoProgress progress={progress} />
        </div>
      ) : (
        <>
          {newer ? (
            <NewerNote
              failure={open.error}
              loading={open.isPending}
              onReadOnly={() => open.mutate({ ...open.variables, readOnly: true })}
            />
          ) : (
            failure && <FailureNote {...errorText(failure)} />
          )}
          {pick.error && (
            <FailureNote
              {...(nothingThere
                ? { title: t('notAWorkspace'), hint: t('openExistingHint') }
                : errorText(pick.error))}
            />
          )}
          {!first && (
            <WorkspaceList
              workspaces={workspaces}
              onOpen={(workspace) =>
                workspace.demo
                  ? demo.mutate()
                  : open.mutate({ name: workspace.name, readOnly: false })
              }
            />
          )}
          <WelcomeCards onChoose={choose} />
          <div>
            <Button
              variant="default"
              leftSection={<IconFolderOpen size={16} aria-hidden />}
              loading={pick.isPending}
              title={t('openExistingHint')}
              onClick={() => {
                open.reset();
                pick.mutate();
              }}
            >
              {t('openExisting')}
            </Button>
          </div>
        </>
      )}
      <DataFolder />
    </Stage>
  );
}
