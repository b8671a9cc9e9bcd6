import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommandRegistry } from '@/components/Commands/Commands';
import { Keys } from '@/components/Kbd/Keys';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';
import { useWorkspace } from '@/ipc/workspace';

const MINUTES = [1, 5, 15, 30, 60] as const;
const NEVER = 'never';

/** Locking by hand and by itself; without a password there is nothing to unlock with, and that is said. */
export function LockSettings() {
  const { t } = useTranslation('settings');
  const registry = useCommandRegistry();
  const { lockAfterMinutes } = usePreferences();
  const setPreferences = useSetPreferences();
  const canLock = useWorkspace()?.canLock ?? false;
  return (
    <SettingGroup
      title={t('security.lock')}
      hint={t(canLock ? 'security.lockHint' : 'security.lockNothing')}
    >
      <Setting label={t('security.after')} hint={t('security.afterHint')}>
        <Select
          aria-label={t('security.after')}
          data={[
            ...MINUTES.map((count) => ({
              value: String(count),
              label: t('security.minutes', { count }),
            })),
            { value: NEVER, label: t('security.never') },
          ]}
          value={String(lockAfterMinutes ?? NEVER)}
          onChange={(value) =>
            setPreferences({ lockAfterMinutes: value === NEVER ? null : Number(value) })
          }
          allowDeselect={false}
          disabled={!canLock}
          w={180}
        />
      </Setting>
      {canLock && (
        <Setting label={t('security.now')} hint={t('security.nowHint')}>
          <Button
            variant="default"
            rightSection={<Keys keys="mod+shift+l" />}
            onClick={() => registry.run('workspace.lock')}
          >
            {t('security.lockNow')}
          </Button>
        </Setting>
      )}
    </SettingGroup>
  );
}
