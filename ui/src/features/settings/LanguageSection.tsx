import { Select, Switch } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';
import { LanguageSwitch } from './LanguageSwitch';

const SYSTEM = 'system';
const ZONES = Intl.supportedValuesOf('timeZone');
const CURRENCIES = Intl.supportedValuesOf('currency');

const countriesQuery = queryOptions({ queryKey: ['countries'], queryFn: () => api.countries() });

export function LanguageSection() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { language, zone, firstDayMonday, defaultCountry, defaultCurrency } = usePreferences();
  const setPreferences = useSetPreferences();
  const countries = useQuery(countriesQuery).data ?? [];
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <SettingGroup title={t('language.title')}>
        <Setting label={t('language.language')} hint={t('language.languageHint')}>
          <LanguageSwitch />
        </Setting>
      </SettingGroup>
      <SettingGroup title={t('language.time')}>
        <Setting label={t('language.zone')} hint={t('language.zoneHint')}>
          <Select
            aria-label={t('language.zone')}
            data={[{ value: SYSTEM, label: t('language.systemZone', { zone: own }) }, ...ZONES]}
            value={zone ?? SYSTEM}
            onChange={(value) => setPreferences({ zone: value === SYSTEM ? null : value })}
            allowDeselect={false}
            nothingFoundMessage={t('common:nothingFound')}
            limit={60}
            searchable
            w={280}
          />
        </Setting>
        <Setting label={t('language.monday')} hint={t('language.mondayHint')}>
          <Switch
            aria-label={t('language.monday')}
            checked={firstDayMonday}
            onChange={(event) => setPreferences({ firstDayMonday: event.currentTarget.checked })}
          />
        </Setting>
      </SettingGroup>
      <SettingGroup title={t('language.defaults')} hint={t('language.defaultsHint')}>
        <Setting label={t('language.country')}>
          <Select
            aria-label={t('language.country')}
            data={countries.map(({ code, zh, en }) => ({
              value: code,
              label: language === 'zh-CN' ? zh : en,
            }))}
            value={defaultCountry}
            onChange={(value) => value && setPreferences({ defaultCountry: value })}
            allowDeselect={false}
            nothingFoundMessage={t('common:nothingFound')}
            limit={60}
            searchable
            w={280}
          />
        </Setting>
        <Setting label={t('language.currency')}>
          <Select
            aria-label={t('language.currency')}
            data={CURRENCIES.map((code) => ({
              value: code,
              label: `${code} ${format.currencyName(code)}`,
            }))}
            value={defaultCurrency}
            onChange={(value) => value && setPreferences({ defaultCurrency: value })}
            allowDeselect={false}
            nothingFoundMessage={t('common:nothingFound')}
            limit={60}
            searchable
            w={280}
          />
        </Setting>
      </SettingGroup>
    </>
  );
}
