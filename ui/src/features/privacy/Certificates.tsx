import { Button, Menu, Stack, Table, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Certificate, PageFormat } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { SettingGroup } from '@/components/Setting/Setting';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { FailureNote } from '@/components/States/FailureNote';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { PlaceTable } from './PlaceTable';
import classes from './privacy.module.css';
import { backupsQuery, certificatesQuery } from './queries';

/** What was erased, when, by whom; and the backups that do not know of it. */
export function Certificates() {
  const { t } = useTranslation(['privacy', 'report', 'common']);
  const format = useFormat();
  const errorState = useErrorState();
  const errorText = useErrorText();
  const certificates = useQuery(certificatesQuery);
  const [shown, setShown] = useState<Certificate | null>(null);
  const save = useMutation({
    mutationFn: ({ tx, as }: { tx: number; as: PageFormat }) =>
      api.exportCertificate(tx, t('privacy:certificateFile', { tx }), as),
  });
  const newest = certificates.data?.[0];
  return (
    <SettingGroup title={t('privacy:certificates.title')} hint={t('privacy:certificates.hint')}>
      {certificates.isError && (
        <ErrorState
          {...errorState(certificates.error)}
          onRetry={() => void certificates.refetch()}
        />
      )}
      {certificates.data?.length === 0 && <EmptyState title={t('privacy:certificates.empty')} />}
      {save.isError && <FailureNote {...errorText(save.error)} />}
      {newest && <OldBackups before={newest.at} />}
      {newest && (
        <Table verticalSpacing={6} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('privacy:certificates.at')}</Table.Th>
              <Table.Th>{t('privacy:certificates.kind')}</Table.Th>
              <Table.Th>{t('privacy:certificates.by')}</Table.Th>
              <Table.Th aria-label={t('privacy:actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {certificates.data?.map((certificate) => (
              <Table.Tr key={certificate.tx}>
                <Table.Td className="tabular">{format.dateTime(certificate.at)}</Table.Td>
                <Table.Td>{t(`report:value.kind.${certificate.kind}`)}</Table.Td>
                <Table.Td>
                  {certificate.by?.name}
                  {certificate.byRule && ` · ${t('privacy:certificates.byRule')}`}
                </Table.Td>
                <Table.Td className={classes.end}>
                  <Button variant="subtle" color="gray" onClick={() => setShown(certificate)}>
                    {t('privacy:certificates.show')}
                  </Button>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <Button variant="subtle" color="gray">
                        {t('privacy:certificates.save')}
                      </Button>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {(['html', 'json'] as const).map((as) => (
                        <Menu.Item key={as} onClick={() => save.mutate({ tx: certificate.tx, as })}>
                          {t(`privacy:format.${as}`)}
                        </Menu.Item>
                      ))}
                    </Menu.Dropdown>
                  </Menu>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Dialog
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={t('privacy:certificates.one', { tx: shown?.tx ?? 0 })}
        size={620}
      >
        {shown && (
          <Stack gap="md">
            <Text className="selectable">
              {t('privacy:certificates.subject')}: {shown.subject}
            </Text>
            {shown.alias !== null && (
              <Text>{t('privacy:erase.alias', { alias: shown.alias })}</Text>
            )}
            <PlaceTable places={shown.places} />
          </Stack>
        )}
      </Dialog>
    </SettingGroup>
  );
}

/** Backups from before the newest erasure, and the offer to remove them. */
function OldBackups({ before }: { before: number }) {
  const { t } = useTranslation(['privacy', 'report', 'common']);
  const format = useFormat();
  const errorText = useErrorText();
  const old = (useQuery(backupsQuery).data ?? []).filter(({ at }) => at <= before);
  const remove = useMutation({ mutationFn: () => api.deleteBackups(old.map(({ id }) => id)) });
  if (old.length === 0) return null;
  const days = format.list(old.map(({ at }) => format.dateTime(at)));
  function ask() {
    modals.openConfirmModal({
      title: t('privacy:backups.title', { count: old.length }),
      children: <Text>{t('privacy:backups.warning', { days })}</Text>,
      labels: { confirm: t('privacy:backups.confirm'), cancel: t('common:cancel') },
      confirmProps: { color: 'red.9' },
      onConfirm: () => remove.mutate(),
    });
  }
  return (
    <div className={classes.row}>
      <Text className={classes.grow}>{t('privacy:backups.hold', { count: old.length, days })}</Text>
      <Button variant="default" loading={remove.isPending} onClick={ask}>
        {t('privacy:backups.remove')}
      </Button>
      {remove.isError && <FailureNote {...errorText(remove.error)} />}
    </div>
  );
}
