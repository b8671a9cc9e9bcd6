import { Badge, Button, Table, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconFolderOpen } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Backup } from '@/bindings';
import { SettingGroup } from '@/components/Setting/Setting';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { FailureNote } from '@/components/States/FailureNote';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { useRights } from '@/ipc/rights';
import { useWorkspaceSwitched } from '@/ipc/workspace';
import classes from './Settings.module.css';

const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: () => api.listBackups(),
  meta: reads('backups'),
});

/** The copies of the workspace: make one, or go back to one. */
export function BackupList() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const errorText = useErrorText();
  const errorState = useErrorState();
  const switched = useWorkspaceSwitched();
  const { may } = useRights();
  const backups = useQuery(backupsQuery);
  const make = useMutation({
    mutationFn: () => api.backupNow(),
  });
  const restore = useMutation({
    mutationFn: ({ id }: Backup) => api.restoreBackup(id),
    onSuccess: switched,
  });
  const failure = make.error ?? restore.error;

  function ask(backup: Backup) {
    modals.openConfirmModal({
      title: t('backups.restoreTitle', { when: format.dateTime(backup.at) }),
      children: <Text>{t('backups.restoreHint')}</Text>,
      labels: { confirm: t('common:restore'), cancel: t('common:cancel') },
      onConfirm: () => restore.mutate(backup),
    });
  }

  return (
    <SettingGroup title={t('backups.title')} hint={t('backups.hint')}>
      <div className={classes.newRow}>
        {may('workspace', 'export') && (
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            {t('backups.make')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={16} />}
          onClick={() => void api.revealFolder('backups')}
        >
          {t('backups.reveal')}
        </Button>
      </div>
      {failure && <FailureNote {...errorText(failure)} />}
      {backups.isError && (
        <ErrorState {...errorState(backups.error)} onRetry={() => void backups.refetch()} />
      )}
      {backups.data?.length === 0 && <EmptyState title={t('backups.empty')} />}
      {backups.data && backups.data.length > 0 && (
        <Table verticalSpacing={6} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('backups.at')}</Table.Th>
              <Table.Th>{t('backups.kind')}</Table.Th>
              <Table.Th className={classes.end}>{t('backups.size')}</Table.Th>
              <Table.Th aria-label={t('actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {backups.data.map((backup) => (
              <Table.Tr key={backup.id}>
                <Table.Td className="tabular">{format.dateTime(backup.at)}</Table.Td>
                <Table.Td>
                  {t(`backups.kinds.${backup.kind}`)}
                  {!backup.verified && (
                    <Badge ml="xs" variant="light" color="yellow">
                      {t('backups.unverified')}
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td className={classes.end}>{format.bytes(backup.sizeBytes)}</Table.Td>
                <Table.Td className={classes.end}>
                  {may('workspace', 'import') && (
                    <Button
                      variant="subtle"
                      color="gray"
                      loading={restore.isPending && restore.variables.id === backup.id}
                      onClick={() => ask(backup)}
                    >
                      {t('backups.restore')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </SettingGroup>
  );
}
