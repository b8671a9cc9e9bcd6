import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Department } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { SettingGroup } from '@/components/Setting/Setting';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { departmentsQuery } from '@/ipc/access';
import { api } from '@/ipc/api';
import classes from './access.module.css';
import { DepartmentForm } from './DepartmentForm';
import { childrenOf } from './department-tree';

type Edited = { department: Department | null; parentId: string | null };

/** The tree of departments. Whose customers somebody sees may depend on it. */
export function Departments({ editable }: { editable: boolean }) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const errorState = useErrorState();
  const undoable = useUndoToast();
  const departments = useQuery(departmentsQuery);
  const [edited, setEdited] = useState<Edited | null>(null);
  const remove = useMutation({
    mutationFn: ({ id }: Department) => api.deleteDepartment(id),
    onSuccess: (_, { name }) => undoable(t('departments.deleted', { name })),
  });
  const all = departments.data ?? [];

  return (
    <SettingGroup title={t('departments.title')} hint={t('departments.hint')}>
      {departments.isError && (
        <ErrorState {...errorState(departments.error)} onRetry={() => void departments.refetch()} />
      )}
      {departments.data?.length === 0 && (
        <EmptyState title={t('departments.empty')} hint={t('departments.emptyHint')} />
      )}
      {all.length > 0 && (
        <Branches
          departments={all}
          parent={null}
          actions={(department) => editable && actionsOf(department)}
        />
      )}
      {remove.error && <FailureNote {...errorText(remove.error)} />}
      {editable && (
        <div className={classes.newRow}>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => setEdited({ department: null, parentId: null })}
          >
            {t('departments.add')}
          </Button>
        </div>
      )}
      <Dialog
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited?.department ? t('departments.edit') : t('departments.add')}
      >
        {edited && (
          <DepartmentForm
            department={edited.department}
            parentId={edited.parentId}
            departments={all}
            onDone={() => setEdited(null)}
          />
        )}
      </Dialog>
    </SettingGroup>
  );

  function actionsOf(department: Department) {
    const { id, name, parentId } = department;
    return (
      <span className={classes.actions}>
        <ActionIcon
          aria-label={t('departments.addBelow', { name })}
          onClick={() => setEdited({ department: null, parentId: id })}
        >
          <IconPlus size={16} stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          aria-label={t('departments.editOf', { name })}
          onClick={() => setEdited({ department, parentId })}
        >
          <IconPencil size={16} stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          aria-label={t('departments.deleteOf', { name })}
          onClick={() => remove.mutate(department)}
        >
          <IconTrash size={16} stroke={1.6} />
        </ActionIcon>
      </span>
    );
  }
}

type BranchesProps = {
  departments: readonly Department[];
  parent: string | null;
  actions: (department: Department) => ReactNode;
};

function Branches({ departments, parent, actions }: BranchesProps) {
  const { t } = useTranslation('settings');
  const children = childrenOf(departments, parent);
  if (children.length === 0) return null;
  return (
    <ul className={classes.tree}>
      {children.map((department) => (
        <li key={department.id}>
          <div className={classes.branch}>
            <span className={classes.grow}>{department.name}</span>
            <span className={classes.count}>
              {t('departments.members', { count: department.members.length })}
            </span>
            {actions(department)}
          </div>
          <Branches departments={departments} parent={department.id} actions={actions} />
        </li>
      ))}
    </ul>
  );
}
