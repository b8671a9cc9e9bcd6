import { Group, Select, Stack, TextInput } from '@mantine/core';
import { DivisionField } from './DivisionField';
import type { Division } from './divisions';
import { type AddressPart, layoutOf } from './layout';

export type AddressValue = {
  label: string | null;
  country: string;
  division: string | null;
  province: string | null;
  city: string | null;
  district: string | null;
  street: string | null;
  postcode: string | null;
};

export type AddressWords = Record<
  | 'country'
  | 'division'
  | 'chooseDivision'
  | 'province'
  | 'city'
  | 'district'
  | 'street'
  | 'postcode',
  string
>;

type Props = {
  value: AddressValue;
  onChange: (value: AddressValue) => void;
  words: AddressWords;
  countries: readonly { code: string; name: string }[];
  /** The administrative divisions of China. */
  divisions: readonly Division[];
  errors?: Partial<Record<AddressPart | 'country', string>>;
};

/** An address in the order its country writes it. */
export function AddressFields(props: Props) {
  const { value, onChange, words, countries, divisions, errors = {} } = props;

  function changeCountry(country: string | null) {
    if (!country || country === value.country) return;
    // What one country calls a province another has no name for: only the street goes along.
    onChange({
      ...value,
      country,
      division: null,
      province: null,
      city: null,
      district: null,
    });
  }

  function part(name: AddressPart) {
    if (name === 'division') {
      return (
        <DivisionField
          key={name}
          value={value.division}
          onChange={(chosen) => onChange({ ...value, ...chosen })}
          divisions={divisions}
          words={words}
          error={errors.division}
        />
      );
    }
    return (
      <TextInput
        key={name}
        label={words[name]}
        value={value[name] ?? ''}
        error={errors[name]}
        onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value || null })}
      />
    );
  }

  return (
    <Stack gap="xs">
      <Select
        label={words.country}
        data={countries.map(({ code, name }) => ({ value: code, label: name }))}
        value={value.country}
        onChange={changeCountry}
        error={errors.country}
        allowDeselect={false}
        searchable
      />
      {layoutOf(value.country).map((row) => (
        <Group key={row.join()} gap="xs" grow align="flex-start">
          {row.map(part)}
        </Group>
      ))}
    </Stack>
  );
}
