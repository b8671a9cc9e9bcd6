import { ActionIcon, Badge, Button, Table, UnstyledButton } from '@mantine/core';
import { IconCopy, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Role } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import classes from './access.module.css';
import { useRoleName } from './use-role-name';

type Props = {
  roles: readonly Role[];
  editable: boolean;
  /** The one that was open until now: the keyboard goes on from it. */
  left: string | undefined;
  onOpen: (role: Role) => void;
  onClone: (role: Role) => void;
  onAdd: () => void;
};

/** The roles, ready-made ones first, with how many have them. */
export function RoleList({ roles, editable, left, onOpen, onClone, onAdd }: Props) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const undoable = useUndoToast();
  const roleName = useRoleName();
  const remove = useMutation({
    mutationFn: ({ id }: Role) => api.deleteRole(id),
    onSuccess: (_, role) => undoable(t('roles.deleted', { name: roleName(role) })),
  });

  return (
    <>
      <Table verticalSpacing={6} horizontalSpacing="md" aria-label={t('roles.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('roles.name')}</Table.Th>
            <Table.Th scope="col" className={classes.end}>
              {t('roles.people')}
            </Table.Th>
            <Table.Th aria-label={t('actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {roles.map((role) => {
            const name = roleName(role);
            const fixed = role.code === 'owner';
            return (
              <Table.Tr key={role.id}>
                <Table.Td>
                  <UnstyledButton
                    className={classes.open}
                    onClick={() => onOpen(role)}
                    autoFocus={role.id === left}
                  >
                    {name}
                  </UnstyledButton>
                  {role.code === null && (
                    <Badge ml="xs" variant="light" color="gray" tt="none">
                      {t('roles.own')}
                    </Badge>
                  )}
                  {role.code !== null && (
                    <div className={classes.soft}>{t(`roles.about.${role.code}`)}</div>
                  )}
                </Table.Td>
                <Table.Td className={classes.end}>{role.people}</Table.Td>
                <Table.Td className={classes.end}>
                  {editable && (
                    <>
                      {!fixed && (
                        <ActionIcon
                          aria-label={t('roles.editOf', { name })}
                          onClick={() => onOpen(role)}
                        >
                          <IconPencil size={16} stroke={1.6} />
                        </ActionIcon>
                      )}
                      <ActionIcon
                        aria-label={t('roles.cloneOf', { name })}
                        onClick={() => onClone(role)}
                      >
                        <IconCopy size={16} stroke={1.6} />
                      </ActionIcon>
                      {!fixed && (
                        <ActionIcon
                          aria-label={t('roles.deleteOf', { name })}
                          onClick={() => remove.mutate(role)}
                        >
                          <IconTrash size={16} stroke={1.6} />
                        </ActionIcon>
                      )}
                    </>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {remove.error && <FailureNote {...errorText(remove.error)} />}
      {editable && (
        <div className={classes.newRow}>
          <Button leftSection={<IconPlus size={16} />} onClick={onAdd}>
            {t('roles.add')}
          </Button>
        </div>
      )}
    </>
  );
}
