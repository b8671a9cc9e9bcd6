import { Menu, Popover, UnstyledButton } from '@mantine/core';
import { IconDeviceFloppy, IconLanguage, IconLoader, IconLock } from '@tabler/icons-react';
import { useIsMutating } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';
import { useWorkspace } from '@/ipc/workspace';
import classes from './StatusBar.module.css';

/** The honest line at the bottom: where the data is, what the page shows, language, last backup. */
export function StatusBar({ text }: { text: string | null }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const { language } = usePreferences();
  const setPreferences = useSetPreferences();
  const workspace = useWorkspace();
  const backup = workspace?.lastBackupAt ?? null;
  const today = backup !== null && format.civilDate(backup) === format.today();

  return (
    <footer className={classes.bar}>
      <StateChip />
      {text && (
        <span className={classes.text} role="status">
          {text}
        </span>
      )}
      <span className={classes.space} />
      <Menu position="top-end">
        <Menu.Target>
          <UnstyledButton className={classes.chip}>
            <IconLanguage size={15} stroke={1.6} aria-hidden="true" />
            {LANGUAGE_NAMES[language]}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {LANGUAGES.map((code) => (
            <Menu.Item key={code} lang={code} onClick={() => setPreferences({ language: code })}>
              {LANGUAGE_NAMES[code]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <span className={classes.text}>
        {backup === null
          ? t('status.noBackup')
          : t('status.backup', { when: today ? format.time(backup) : format.day(backup) })}
      </span>
    </footer>
  );
}

function StateChip() {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const workspace = useWorkspace();
  const importing = useIsMutating({ mutationKey: ['import'] }) > 0;
  if (!workspace) return null;
  const [Icon, label] = importing
    ? ([IconLoader, t('status.importing')] as const)
    : workspace.readOnly
      ? ([IconLock, t('status.readOnly')] as const)
      : ([IconDeviceFloppy, t('status.saved')] as const);
  return (
    <Popover position="top-start" withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.chip}>
          <Icon size={15} stroke={1.6} aria-hidden="true" />
          {label}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={classes.facts}>
          <dt>{t('status.file')}</dt>
          <dd className={classes.path}>{workspace.path}</dd>
          <dt>{t('status.size')}</dt>
          <dd>{format.bytes(workspace.sizeBytes)}</dd>
          <dt>{t('status.lastBackup')}</dt>
          <dd>
            {workspace.lastBackupAt === null
              ? t('status.noBackup')
              : format.dateTime(workspace.lastBackupAt)}
          </dd>
          <dt>{t('status.encryption')}</dt>
          <dd>{workspace.demo ? t('status.demoKey') : t('status.encrypted')}</dd>
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
