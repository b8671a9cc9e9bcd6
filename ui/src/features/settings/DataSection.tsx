import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { useWorkspace } from '@/ipc/workspace';
import { BackupList } from './BackupList';
import { CheckPanel } from './CheckPanel';

export function DataSection() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const workspace = useWorkspace();
  if (!workspace) return null;
  return (
    <>
      <SettingGroup title={t('data.place')}>
        <Setting label={t('data.location')} hint={workspace.path}>
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={16} />}
            onClick={() => void api.revealFolder('data')}
          >
            {t('data.reveal')}
          </Button>
        </Setting>
        <Setting label={t('data.size')}>
          <span className="tabular">
            {t('data.sizeOf', {
              size: format.bytes(workspace.sizeBytes),
              count: workspace.customers,
              customers: format.number(workspace.customers),
            })}
          </span>
        </Setting>
      </SettingGroup>
      <BackupList />
      <CheckPanel />
    </>
  );
}
