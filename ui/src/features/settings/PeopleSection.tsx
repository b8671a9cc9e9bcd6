import { Button, Modal, Table } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '@/bindings';
import { SettingGroup } from '@/components/Setting/Setting';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { useWorkspace } from '@/ipc/workspace';
import { PersonForm } from './PersonForm';
import classes from './Settings.module.css';

const usersQuery = queryOptions({
  queryKey: ['settings', 'users'],
  queryFn: () => api.listUsers(),
  meta: reads('users', 'customers'),
});

/** The colleagues who look after customers. They do not sign in yet. */
export function PeopleSection() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const errorText = useErrorText();
  const undoable = useUndoToast();
  const me = useWorkspace()?.user.id;
  const users = useQuery(usersQuery).data ?? [];
  const [edited, setEdited] = useState<UserRow | 'new' | null>(null);
  const archive = useMutation({
    mutationFn: ({ id }: UserRow) => api.archiveUser(id),
    onSuccess: (_, { name }) => undoable(t('people.archived', { name })),
  });

  return (
    <SettingGroup title={t('people.title')} hint={t('people.hint')}>
      <Table verticalSpacing={6} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('people.name')}</Table.Th>
            <Table.Th>{t('people.manager')}</Table.Th>
            <Table.Th>{t('people.team')}</Table.Th>
            <Table.Th>{t('people.region')}</Table.Th>
            <Table.Th className={classes.end}>{t('people.customers')}</Table.Th>
            <Table.Th aria-label={t('actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <Table.Tr key={user.id}>
              <Table.Td>{user.name}</Table.Td>
              <Table.Td>{user.managerName}</Table.Td>
              <Table.Td>{user.team}</Table.Td>
              <Table.Td>{user.region && format.region(user.region)}</Table.Td>
              <Table.Td className={classes.end}>{format.number(user.customers)}</Table.Td>
              <Table.Td className={classes.end}>
                <Button variant="subtle" color="gray" onClick={() => setEdited(user)}>
                  {t('common:edit')}
                </Button>
                {user.id !== me && (
                  <Button variant="subtle" color="gray" onClick={() => archive.mutate(user)}>
                    {t('common:archive')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {archive.error && <FailureNote {...errorText(archive.error)} />}
      <div className={classes.newRow}>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
          {t('people.add')}
        </Button>
      </div>
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === 'new' ? t('people.add') : t('people.edit')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        {edited !== null && (
          <PersonForm
            person={edited === 'new' ? null : edited}
            people={users}
            onDone={() => setEdited(null)}
          />
        )}
      </Modal>
    </SettingGroup>
  );
}
