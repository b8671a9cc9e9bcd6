import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Theme } from '@/bindings';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';

const THEMES: readonly Theme[] = ['light', 'dark', 'system'];

export function ThemeSwitch() {
  const { t } = useTranslation('settings');
  const { theme } = usePreferences();
  const setPreferences = useSetPreferences();
  return (
    <SegmentedControl
      aria-label={t('appearance.theme')}
      value={theme}
      onChange={(value) =>
        setPreferences({ theme: THEMES.find((known) => known === value) ?? 'system' })
      }
      data={THEMES.map((value) => ({ value, label: t(`appearance.themes.${value}`) }))}
    />
  );
}
