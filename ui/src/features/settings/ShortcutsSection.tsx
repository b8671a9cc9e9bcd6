import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';

export function ShortcutsSection() {
  const { t } = useTranslation('settings');
  const { singleKeys } = usePreferences();
  const setPreferences = useSetPreferences();
  return (
    <SettingGroup title={t('shortcuts.title')}>
      <Setting label={t('shortcuts.single')} hint={t('shortcuts.singleHint')}>
        <Switch
          aria-label={t('shortcuts.single')}
          checked={singleKeys}
          onChange={(event) => setPreferences({ singleKeys: event.currentTarget.checked })}
        />
      </Setting>
    </SettingGroup>
  );
}
