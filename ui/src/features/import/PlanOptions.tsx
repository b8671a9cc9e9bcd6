import { Checkbox, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportPlan, ImportTarget } from '@/bindings';
import { useFormat } from '@/i18n/format';
import { usePreferences } from '@/ipc/preferences';
import classes from './import.module.css';
import type { Import } from './use-import';

const ORDERS = ['iso', 'mdy', 'dmy'] as const;
const BY_ITSELF = 'auto';

type PlanOptionsProps = { work: Import; target: ImportTarget; plan: ImportPlan };

/** What holds for all rows: currency, order of dates, which rows, what is made on the way. */
export function PlanOptions({ work, target, plan }: PlanOptionsProps) {
  const { t } = useTranslation(['import', 'common']);
  const format = useFormat();
  const { defaultCurrency } = usePreferences();
  const withMoney = target === 'purchases' || target === 'products';
  const withDates = target !== 'products' && target !== 'people';
  // An article stands for itself: its rows name nobody and nothing else.
  const namesOthers = target !== 'products';
  const currencies = [
    ...new Set([defaultCurrency, 'CNY', 'USD', 'EUR', ...Intl.supportedValuesOf('currency')]),
  ];
  const only = plan.where;
  return (
    <fieldset className={classes.rules}>
      <legend>{t('import:forAll')}</legend>
      <div className={classes.options}>
        {withMoney && (
          <Select
            label={t('import:currency')}
            description={t('import:currencyHint')}
            data={currencies.map((code) => ({
              value: code,
              label: `${code} ${format.currencyName(code)}`,
            }))}
            searchable
            clearable
            nothingFoundMessage={t('common:nothingFound')}
            value={plan.currency}
            onChange={(currency) => work.change({ currency })}
          />
        )}
        {withDates && (
          <Select
            label={t('import:dateOrder.label')}
            description={t('import:dateOrder.hint')}
            data={[
              { value: BY_ITSELF, label: t('import:dateOrder.auto') },
              ...ORDERS.map((value) => ({ value, label: t(`import:dateOrder.${value}`) })),
            ]}
            value={plan.dateOrder ?? BY_ITSELF}
            allowDeselect={false}
            onChange={(value) =>
              work.change({ dateOrder: ORDERS.find((order) => order === value) ?? null })
            }
          />
        )}
        <Select
          label={t('import:where.column')}
          description={t('import:where.hint')}
          placeholder={t('import:where.all')}
          data={plan.columns.map(({ column, header }) => ({
            value: String(column),
            label: header,
          }))}
          searchable
          clearable
          nothingFoundMessage={t('common:nothingFound')}
          value={only === null ? null : String(only.column)}
          onChange={(column) =>
            work.change({
              where: column === null ? null : { column: Number(column), value: only?.value ?? '' },
            })
          }
        />
        {only !== null && (
          <TextInput
            label={t('import:where.value')}
            description={t('import:where.valueHint')}
            value={only.value}
            onChange={(event) =>
              work.change({ where: { ...only, value: event.currentTarget.value } })
            }
          />
        )}
      </div>
      {namesOthers && (
        <Checkbox
          label={t('import:createMissing')}
          description={t('import:createMissingHint')}
          checked={plan.createMissing}
          onChange={(event) => work.change({ createMissing: event.currentTarget.checked })}
        />
      )}
    </fieldset>
  );
}
