import { Autocomplete, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '@/bindings';
import { suggestionsQuery } from '@/ipc/lookups';
import { usePreferences } from '@/ipc/preferences';
import classes from './Filters.module.css';
import { shapeOf } from './operators';
import type { FilterValue } from './tree';
import type { Entity, Option } from './use-filter-words';

type Props = {
  entity: Entity;
  info: FieldInfo;
  op: string;
  options: Option[];
  value: FilterValue | undefined;
  onChange: (value: FilterValue | undefined) => void;
};

/** Fields whose values repeat from record to record. */
const SUGGESTED = new Set([
  'industry',
  'source',
  'city',
  'title',
  'department',
  'purchases.product',
  'contacts.role',
  'customers.role',
  'preferences.key',
]);

/** Everything here opens inside a popover, which would close on a click into a portal. */
const INSIDE = { withinPortal: false } as const;

export function ValueEditor(props: Props) {
  const { info, op, options, value, onChange } = props;
  const { t } = useTranslation('filters');
  const shape = shapeOf(info, op);
  const label = t('value');
  const text = value === undefined || value === null ? '' : String(value);
  const many = Array.isArray(value) ? value : [];

  switch (shape) {
    case 'nothing':
      return <span className={classes.value} />;
    case 'choice':
      return (
        <Select
          className={classes.value}
          aria-label={label}
          data={options}
          value={text || null}
          onChange={(chosen) => onChange(chosen ?? undefined)}
          nothingFoundMessage={t('nothing')}
          comboboxProps={INSIDE}
          limit={100}
          searchable
        />
      );
    case 'choices':
      return (
        <MultiSelect
          className={classes.value}
          aria-label={label}
          data={options}
          value={many}
          onChange={onChange}
          nothingFoundMessage={t('nothing')}
          comboboxProps={INSIDE}
          limit={100}
          searchable
          hidePickedOptions
        />
      );
    case 'days':
    case 'number':
      return (
        <NumberInput
          className={classes.value}
          aria-label={label}
          value={text}
          min={shape === 'days' ? 1 : undefined}
          allowDecimal={shape === 'number'}
          suffix={shape === 'days' ? t('daysSuffix') : undefined}
          onChange={(next) => onChange(next === '' ? undefined : Number(next))}
        />
      );
    case 'date':
      return (
        <TextInput
          className={classes.value}
          type="date"
          aria-label={label}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'money':
      return <MoneyValue label={label} value={text} onChange={onChange} />;
    case 'dates':
    case 'numbers':
    case 'moneys':
      return <RangeEditor kind={shape} value={value} onChange={onChange} />;
    case 'text':
      return <TextValue {...props} />;
  }
}

function RangeEditor(props: {
  kind: 'dates' | 'numbers' | 'moneys';
  value: FilterValue | undefined;
  onChange: (value: FilterValue) => void;
}) {
  const { t } = useTranslation('filters');
  const { kind, value, onChange } = props;
  const range =
    typeof value === 'object' && value !== null && 'from' in value ? value : { from: '', to: '' };
  return (
    <span className={classes.range}>
      {(['from', 'to'] as const).map((end) =>
        kind === 'moneys' ? (
          <MoneyValue
            key={end}
            label={t(end)}
            value={range[end]}
            onChange={(next) => onChange({ ...range, [end]: next ?? '' })}
          />
        ) : (
          <TextInput
            key={end}
            flex={1}
            type={kind === 'dates' ? 'date' : 'number'}
            aria-label={t(end)}
            value={range[end]}
            onChange={(event) => onChange({ ...range, [end]: event.currentTarget.value })}
          />
        ),
      )}
    </span>
  );
}

/** An amount in one currency, "1000 CNY" on the wire. */
function MoneyValue(props: {
  label: string;
  value: string;
  onChange: (value: string | undefined) => void;
}) {
  const { t } = useTranslation('filters');
  const { defaultCurrency } = usePreferences();
  const [amount = '', currency = defaultCurrency] = props.value.split(' ');
  const send = (nextAmount: string, nextCurrency: string) =>
    props.onChange(nextAmount === '' ? undefined : `${nextAmount} ${nextCurrency}`);
  return (
    <span className={classes.range}>
      <TextInput
        flex={1}
        type="number"
        aria-label={props.label}
        value={amount}
        onChange={(event) => send(event.currentTarget.value, currency)}
      />
      <TextInput
        w={64}
        aria-label={t('currency')}
        maxLength={3}
        value={currency}
        onChange={(event) => send(amount, event.currentTarget.value.toUpperCase())}
      />
    </span>
  );
}

/** Free text; where whole values are compared, those already in use are offered. */
function TextValue({ entity, info, op, value, onChange }: Props) {
  const { t } = useTranslation('filters');
  const text = typeof value === 'string' ? value : '';
  const [asked] = useDebouncedValue(text, 150);
  const offers = (op === 'is' || op === 'is_not') && SUGGESTED.has(info.field);
  const { data: suggestions = [] } = useQuery({
    ...suggestionsQuery(entity, info.field, asked),
    enabled: offers,
  });
  return (
    <Autocomplete
      className={classes.value}
      aria-label={t('value')}
      data={offers ? suggestions : []}
      value={text}
      onChange={(next) => onChange(next || undefined)}
      comboboxProps={INSIDE}
    />
  );
}
