import { Button, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommandRegistry } from '@/components/Commands/Commands';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { useSignsIn } from '@/ipc/access';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';
import { useWorkspace } from '@/ipc/workspace';

export function GeneralSection() {
  const { t } = useTranslation('settings');
  const workspace = useWorkspace();
  const registry = useCommandRegistry();
  const signsIn = useSignsIn();
  const { railFolded } = usePreferences();
  const setPreferences = useSetPreferences();
  return (
    <>
      <SettingGroup title={t('general.workspace')}>
        <Setting label={t('general.name')} hint={workspace?.path}>
          <span>{workspace?.name}</span>
        </Setting>
        <Setting label={t('general.acting')} hint={t('general.actingHint')}>
          <span>{workspace?.user.name}</span>
          {signsIn && (
            <Button variant="default" onClick={() => registry.run('person.leave')}>
              {t('shell:signOut')}
            </Button>
          )}
        </Setting>
        <Setting label={t('general.currency')} hint={t('general.currencyHint')}>
          <span>{workspace?.baseCurrency}</span>
        </Setting>
        <Setting label={t('general.switch')} hint={t('general.switchHint')}>
          <Button variant="default" onClick={() => registry.run('workspace.close')}>
            {t('general.close')}
          </Button>
        </Setting>
      </SettingGroup>
      <SettingGroup title={t('general.window')}>
        <Setting label={t('general.fold')} hint={t('general.foldHint')}>
          <Switch
            aria-label={t('general.fold')}
            checked={railFolded}
            onChange={(event) => setPreferences({ railFolded: event.currentTarget.checked })}
          />
        </Setting>
      </SettingGroup>
    </>
  );
}
