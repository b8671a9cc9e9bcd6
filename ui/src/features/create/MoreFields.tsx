import { Autocomplete, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { GuardedField } from '@/bindings';
import { AddressFields } from '@/components/AddressFields/AddressFields';
import { tagColour } from '@/components/Display/tag-colour';
import { TagInput } from '@/components/TagInput/TagInput';
import { useFormat } from '@/i18n/format';
import { countriesQuery, divisionsQuery, suggestionsQuery, tagsQuery } from '@/ipc/lookups';
import { useRights } from '@/ipc/rights';
import { CustomFieldInputs } from './CustomFieldInputs';
import type { CustomerForm } from './draft';

type Props = {
  value: CustomerForm;
  onChange: (part: Partial<CustomerForm>) => void;
  errorOf: (field: string) => string | null;
};

const PLAIN = ['shortName', 'taxCode', 'website'] as const;
const LEVELS = ['A', 'B', 'C', 'D'] as const;

/** What may be known of a customer from the start, and can wait. */
export function MoreFields({ value, onChange, errorOf }: Props) {
  const { t } = useTranslation('customers');
  const f = useFormat();
  const rights = useRights();
  const hidden = (field: GuardedField) => rights.field('customers', field) === 'hidden';
  const { data: divisions = [] } = useQuery(divisionsQuery);
  const { data: countries = [] } = useQuery(countriesQuery);
  const { data: tags = [] } = useQuery(tagsQuery);
  const words = {
    country: t('address.country'),
    division: t('address.division'),
    chooseDivision: t('address.chooseDivision'),
    province: t('address.province'),
    city: t('address.city'),
    district: t('address.district'),
    street: t('address.street'),
    postcode: t('address.postcode'),
  };
  return (
    <>
      <Group grow align="flex-start" gap="xs">
        <Select
          data-field="level"
          label={t('field.level')}
          data={LEVELS.map((level) => ({ value: level, label: t(`level.${level}`) }))}
          value={value.level}
          error={errorOf('level')}
          onChange={(level) => onChange({ level })}
          clearable
        />
        <Suggested field="source" value={value.source} onChange={onChange} errorOf={errorOf} />
      </Group>
      <Group grow align="flex-start" gap="xs">
        <Suggested field="industry" value={value.industry} onChange={onChange} errorOf={errorOf} />
        <TextInput
          data-field="size"
          type="number"
          min={0}
          label={t('field.size')}
          value={value.size}
          error={errorOf('size')}
          onChange={(event) => onChange({ size: event.currentTarget.value })}
        />
      </Group>
      {PLAIN.filter((field) => field !== 'taxCode' || !hidden('tax_code')).map((field) => (
        <TextInput
          key={field}
          data-field={field}
          label={t(`field.${field}`)}
          value={value[field]}
          error={errorOf(field)}
          onChange={(event) => onChange({ [field]: event.currentTarget.value })}
        />
      ))}
      {!hidden('address') && (
        <AddressFields
          value={value.address}
          onChange={(address) => onChange({ address })}
          words={words}
          countries={countries.map(({ code }) => ({ code, name: f.country(code) }))}
          divisions={divisions}
          errors={{
            country: errorOf('addresses.0.country') ?? undefined,
            division: errorOf('addresses.0.division') ?? undefined,
            street: errorOf('addresses.0.street') ?? undefined,
            postcode: errorOf('addresses.0.postcode') ?? undefined,
          }}
        />
      )}
      <TagInput
        label={t('field.tags')}
        placeholder={t('tags.add')}
        value={value.tags}
        onChange={(names) => onChange({ tags: names })}
        options={tags.map(({ tag }) => ({ name: tag.name, colour: tagColour(tag.colour) }))}
      />
      <CustomFieldInputs
        value={value.custom}
        onChange={(custom) => onChange({ custom })}
        errorOf={errorOf}
      />
      {!hidden('note') && (
        <Textarea
          data-field="note"
          label={t('field.note')}
          autosize
          minRows={2}
          maxRows={8}
          value={value.note}
          error={errorOf('note')}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
        />
      )}
    </>
  );
}

type SuggestedProps = Pick<Props, 'onChange' | 'errorOf'> & {
  field: 'industry' | 'source';
  value: string;
};

/** Free text that offers what others already wrote. */
function Suggested({ field, value, onChange, errorOf }: SuggestedProps) {
  const { t } = useTranslation('customers');
  const [asked] = useDebouncedValue(value.trim(), 120);
  const { data: known = [] } = useQuery(suggestionsQuery('customer', field, asked));
  return (
    <Autocomplete
      data-field={field}
      label={t(`field.${field}`)}
      data={known}
      value={value}
      error={errorOf(field)}
      onChange={(text) => onChange({ [field]: text })}
    />
  );
}
