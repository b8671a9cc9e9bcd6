import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role, RoleDraft } from '@/bindings';
import { SettingGroup } from '@/components/Setting/Setting';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState } from '@/i18n/errors';
import { rolesQuery } from '@/ipc/access';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';
import { RoleEditor } from './RoleEditor';
import { RoleList } from './RoleList';
import { useRoleName } from './use-role-name';

type Opened = { role: Role | null; draft: RoleDraft };

/** What every ready-made role may do as well: look things up, and keep lists of one's own. */
const NEW: RoleDraft = {
  name: null,
  grants: [
    { object: 'products', actions: ['see'], scope: 'all' },
    { object: 'views', actions: ['see', 'create', 'edit', 'delete'], scope: 'own' },
    { object: 'people', actions: ['see'], scope: 'all' },
    { object: 'settings', actions: ['see'], scope: 'all' },
  ],
  fields: [],
};

/** What the roles allow: the list of them, or one of them opened. */
export function RolesSection() {
  const { t } = useTranslation('settings');
  const errorState = useErrorState();
  const roleName = useRoleName();
  const rights = useRights();
  const readOnly = useReadOnly();
  const roles = useQuery(rolesQuery);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [left, setLeft] = useState<Role | null>(null);
  const editable = rights.may('people', 'configure') && !readOnly;

  if (opened) {
    return (
      <RoleEditor
        role={opened.role}
        start={opened.draft}
        editable={editable && opened.role?.code !== 'owner'}
        onDone={() => {
          setLeft(opened.role);
          setOpened(null);
        }}
      />
    );
  }
  return (
    <SettingGroup title={t('roles.title')} hint={t('roles.hint')}>
      {roles.isPending && <SkeletonRows rows={6} label={t('common:loading')} />}
      {roles.isError && (
        <ErrorState {...errorState(roles.error)} onRetry={() => void roles.refetch()} />
      )}
      {roles.data && (
        <RoleList
          roles={roles.data}
          editable={editable}
          left={left?.id}
          onOpen={(role) => setOpened({ role, draft: role })}
          onClone={(role) =>
            setOpened({
              role: null,
              draft: { ...role, name: t('roles.copyOf', { name: roleName(role) }) },
            })
          }
          onAdd={() => setOpened({ role: null, draft: NEW })}
        />
      )}
    </SettingGroup>
  );
}
