import { Badge, UnstyledButton } from '@mantine/core';
import {
  IconChevronRight,
  IconCloudExclamation,
  IconDatabase,
  IconFlask,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceInfo } from '@/bindings';
import { useFormat } from '@/i18n/format';
import classes from './Workspace.module.css';

type Props = { workspaces: readonly WorkspaceInfo[]; onOpen: (workspace: WorkspaceInfo) => void };

/** The workspaces of this computer, with a warning where a folder is synchronised by a program. */
export function WorkspaceList({ workspaces, onOpen }: Props) {
  const { t } = useTranslation('welcome');
  const format = useFormat();
  return (
    <section aria-label={t('workspaces')}>
      <h2 className={classes.heading}>{t('workspaces')}</h2>
      <ul className={classes.list}>
        {workspaces.map((workspace) => (
          <li key={workspace.path}>
            <UnstyledButton className={classes.workspace} onClick={() => onOpen(workspace)}>
              {workspace.demo ? (
                <IconFlask size={20} stroke={1.5} aria-hidden="true" />
              ) : (
                <IconDatabase size={20} stroke={1.5} aria-hidden="true" />
              )}
              <span className={classes.who}>
                <span className={classes.name}>
                  {workspace.demo ? t('demoCompany') : workspace.name}
                </span>
                <span className={classes.path}>{workspace.path}</span>
                {workspace.risk && (
                  <span className={classes.risk}>
                    <IconCloudExclamation size={14} aria-hidden="true" />
                    {t(`risk.${workspace.risk}`)}
                  </span>
                )}
              </span>
              {workspace.demo && <Badge variant="light">{t('demoBadge')}</Badge>}
              <span className={classes.when}>
                {workspace.lastOpenedAt === null
                  ? t('neverOpened')
                  : t('opened', { when: format.relative(workspace.lastOpenedAt) })}
              </span>
              <IconChevronRight size={18} stroke={1.5} aria-hidden="true" />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
