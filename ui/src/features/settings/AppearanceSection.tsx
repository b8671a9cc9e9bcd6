import { SegmentedControl, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Density } from '@/bindings';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';
import { ACCENTS, accentOf, ROW_HEIGHTS } from '@/styles/theme';
import classes from './Settings.module.css';
import { ThemeSwitch } from './ThemeSwitch';

const DENSITIES: readonly Density[] = ['compact', 'normal', 'roomy'];

export function AppearanceSection() {
  const { t } = useTranslation('settings');
  const { density, accent } = usePreferences();
  const setPreferences = useSetPreferences();
  return (
    <SettingGroup title={t('appearance.title')}>
      <Setting label={t('appearance.theme')} hint={t('appearance.themeHint')}>
        <ThemeSwitch />
      </Setting>
      <Setting
        label={t('appearance.density')}
        hint={t('appearance.densityHint', { height: ROW_HEIGHTS[density] })}
      >
        <SegmentedControl
          aria-label={t('appearance.density')}
          value={density}
          onChange={(value) =>
            setPreferences({ density: DENSITIES.find((known) => known === value) ?? 'normal' })
          }
          data={DENSITIES.map((value) => ({ value, label: t(`appearance.densities.${value}`) }))}
        />
      </Setting>
      <Setting label={t('appearance.accent')} hint={t('appearance.accentHint')}>
        {ACCENTS.map((name) => {
          const label = t(`appearance.accents.${name}`);
          const chosen = accentOf(accent) === name;
          return (
            <Tooltip key={name} label={label}>
              <UnstyledButton
                className={classes.accent}
                data-accent={name}
                aria-label={label}
                aria-pressed={chosen}
                onClick={() => setPreferences({ accent: name })}
              >
                {chosen && <IconCheck size={16} stroke={2.5} aria-hidden="true" />}
              </UnstyledButton>
            </Tooltip>
          );
        })}
      </Setting>
    </SettingGroup>
  );
}
