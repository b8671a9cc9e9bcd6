import { Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InsightsQuery } from '@/bindings';
import { UserPicker } from '@/components/UserPicker/UserPicker';
import { useFormat } from '@/i18n/format';
import { usersQuery } from '@/ipc/lookups';
import { type Period, periodOf, spanOf } from './period';

const PERIODS: readonly Period[] = ['all', 'this_year', 'last_12_months', 'last_year', 'custom'];

type InsightsFiltersProps = {
  query: InsightsQuery;
  /** The currencies there are purchases in, and the one shown. */
  currencies: readonly string[];
  currency: string | null;
  onChange: (query: InsightsQuery) => void;
};

/** Period, currency and owner of the whole page. */
export function InsightsFilters({ query, currencies, currency, onChange }: InsightsFiltersProps) {
  const { t } = useTranslation(['insights', 'common']);
  const format = useFormat();
  const people = useQuery(usersQuery).data ?? [];
  const today = format.today();
  const [choosing, setChoosing] = useState(false);
  const period = choosing ? 'custom' : periodOf(query, today);
  return (
    <>
      <Select
        aria-label={t('insights:period.label')}
        w={140}
        allowDeselect={false}
        value={period}
        data={PERIODS.map((value) => ({ value, label: t(`insights:period.${value}`) }))}
        onChange={(value) => {
          const next = PERIODS.find((known) => known === value) ?? 'all';
          setChoosing(next === 'custom');
          if (next !== 'custom') onChange({ ...query, ...spanOf(next, today) });
        }}
      />
      {period === 'custom' && (
        <DatePickerInput
          type="range"
          aria-label={t('insights:period.days')}
          placeholder={t('insights:period.days')}
          valueFormat="YYYY-MM-DD"
          clearable
          w={230}
          value={[query.from, query.to]}
          onChange={([from, to]) => onChange({ ...query, from, to })}
        />
      )}
      {currencies.length > 1 && (
        <Select
          aria-label={t('insights:currency')}
          w={96}
          allowDeselect={false}
          value={currency}
          data={[...currencies]}
          onChange={(next) => onChange({ ...query, currency: next })}
        />
      )}
      <UserPicker
        label={t('insights:owner')}
        hideLabel
        people={people}
        value={query.ownerId}
        placeholder={t('insights:everyone')}
        nothingFound={t('common:nothingFound')}
        onChange={(ownerId) => onChange({ ...query, ownerId })}
      />
    </>
  );
}
