import { Menu, UnstyledButton } from '@mantine/core';
import { IconLock, IconLogout, IconShieldLock } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommandRegistry } from '@/components/Commands/Commands';
import { Initials } from '@/components/Display/Initials';
import { Keys } from '@/components/Kbd/Keys';
import { useSignsIn } from '@/ipc/access';
import { useWorkspace } from '@/ipc/workspace';
import classes from './Rail.module.css';

/** Who acts, at the foot of the rail, and how to lock or to let somebody else in. */
export function UserMenu() {
  const { t } = useTranslation('shell');
  const registry = useCommandRegistry();
  const navigate = useNavigate();
  const signsIn = useSignsIn();
  const workspace = useWorkspace();
  if (!workspace) return null;
  const { user, canLock } = workspace;
  return (
    <Menu position="right-end" withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.user} title={t('you', { name: user.name })}>
          <Initials id={user.id} name={user.name} />
          <span className={classes.label}>{user.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.name}</Menu.Label>
        {canLock && (
          <Menu.Item
            leftSection={<IconLock size={16} stroke={1.6} />}
            rightSection={<Keys keys="mod+shift+l" />}
            onClick={() => registry.run('workspace.lock')}
          >
            {t('lock')}
          </Menu.Item>
        )}
        {signsIn && (
          <Menu.Item
            leftSection={<IconLogout size={16} stroke={1.6} />}
            onClick={() => registry.run('person.leave')}
          >
            {t('signOut')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconShieldLock size={16} stroke={1.6} />}
          onClick={() =>
            void navigate({ to: '/settings/$section', params: { section: 'security' } })
          }
        >
          {t('security')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
