import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES } from '@/i18n';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';

export function LanguageSwitch() {
  const { t } = useTranslation('settings');
  const { language } = usePreferences();
  const setPreferences = useSetPreferences();
  return (
    <SegmentedControl
      aria-label={t('language.language')}
      value={language}
      onChange={(value) => setPreferences({ language: value === 'en' ? 'en' : 'zh-CN' })}
      data={LANGUAGES.map((code) => ({ value: code, label: LANGUAGE_NAMES[code] }))}
    />
  );
}
