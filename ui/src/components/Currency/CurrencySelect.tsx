import { Select, type SelectProps } from '@mantine/core';
import { CURRENCIES } from './currencies';

type Props = Pick<SelectProps, 'label' | 'error'> & {
  /** A currency's name in the language on screen. */
  nameOf: (currency: string) => string;
  nothingFound: string;
  value: string;
  onChange: (currency: string) => void;
};

/** A currency by its code or its name, those our users meet most at the top. */
export function CurrencySelect({ nameOf, nothingFound, value, onChange, ...field }: Props) {
  return (
    <Select
      {...field}
      data={CURRENCIES.map((code) => ({
        value: code,
        label: `${code} ${nameOf(code)}`,
      }))}
      searchable
      allowDeselect={false}
      nothingFoundMessage={nothingFound}
      value={value}
      onChange={(currency) => currency !== null && onChange(currency)}
    />
  );
}
