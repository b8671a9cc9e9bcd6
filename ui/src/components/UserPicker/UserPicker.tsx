import { Select } from '@mantine/core';

type Person = { id: string; name: string };

type Props = {
  label: string;
  people: readonly Person[];
  value: string | null;
  onChange: (id: string | null) => void;
  placeholder?: string;
  nothingFound: string;
  error?: string | null;
  hideLabel?: boolean;
  /** The first thing to fill in of a dialog. */
  autoFocus?: boolean;
};

/** Type-ahead over people, at most fifty offered at once. */
export function UserPicker(props: Props) {
  const { label, people, value, onChange, placeholder, nothingFound, error, hideLabel, autoFocus } =
    props;
  return (
    <Select
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      placeholder={placeholder}
      nothingFoundMessage={nothingFound}
      error={error}
      data-autofocus={autoFocus || undefined}
      // A list that opens with its dialog would cover what else is asked there.
      openOnFocus={!autoFocus}
      limit={50}
      searchable
      clearable
    />
  );
}
