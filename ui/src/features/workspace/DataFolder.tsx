import { Anchor } from '@mantine/core';
import { IconCloudExclamation } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '@/components/States/FailureNote';
import { commandError, useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { appInfoQuery, useAppInfo, workspacesQuery } from '@/ipc/workspace';
import classes from './Workspace.module.css';

/** Where new workspaces are made; those that exist stay where they are. */
export function DataFolder() {
  const { t } = useTranslation('welcome');
  const errorText = useErrorText();
  const client = useQueryClient();
  const { dataDir, dataDirChosen, dataDirRisk } = useAppInfo();
  const change = useMutation({
    mutationFn: async (to: 'another' | 'usual') => {
      if (to === 'another') await api.pickDataFolder();
      else await api.resetDataFolder();
    },
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: appInfoQuery.queryKey }),
        client.invalidateQueries({ queryKey: workspacesQuery.queryKey }),
      ]),
  });
  const reveal = useMutation({ mutationFn: () => api.revealFolder('data') });
  const failure = change.error ?? reveal.error;
  const readOnly = failure && commandError(failure).kind === 'read_only';
  const link = (label: string, onClick: () => void) => (
    <Anchor component="button" type="button" size="sm" onClick={onClick}>
      {label}
    </Anchor>
  );
  return (
    <div className={classes.folder}>
      <p className={classes.foot}>
        <span className="selectable">{t('dataPath', { path: dataDir })}</span>
        {link(t('reveal'), () => reveal.mutate())}
        {link(t('changeFolder'), () => change.mutate('another'))}
        {dataDirChosen && link(t('usualFolder'), () => change.mutate('usual'))}
      </p>
      {dataDirRisk && (
        <p className={classes.risk}>
          <IconCloudExclamation size={14} aria-hidden="true" />
          {t(`risk.${dataDirRisk}`)}
        </p>
      )}
      {failure && (
        <FailureNote
          {...(readOnly
            ? { title: t('folderReadOnly'), hint: t('folderReadOnlyHint') }
            : errorText(failure))}
        />
      )}
    </div>
  );
}
