import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';

export type Choice = { value: string; label: string };

type TypeAheadProps = {
  label: string;
  placeholder?: string;
  value: string | null;
  /** The choice behind `value` when the field appears. */
  initial?: Choice | null;
  /** The few choices that answer the text best. */
  search: (text: string) => Promise<Choice[]>;
  /** Words of the last choice, which makes something new of the text; none: only what exists. */
  createLabel?: (text: string) => string;
  nothingFound: string;
  error?: string | null;
  disabled?: boolean;
  autoFocus?: boolean;
  hideLabel?: boolean;
  onChoose: (choice: Choice | null) => void;
  onCreate?: (text: string) => void;
};

const NEW = ' new';

/** Finds one thing among many by typing: asks for a few choices instead of holding them all. */
export function TypeAhead({
  label,
  placeholder,
  value,
  initial = null,
  search,
  createLabel,
  nothingFound,
  error,
  disabled,
  autoFocus,
  hideLabel = false,
  onChoose,
  onCreate,
}: TypeAheadProps) {
  const [text, setText] = useState(initial?.label ?? '');
  const [found, setFound] = useState<Choice[]>([]);
  const [chosen, setChosen] = useState<Choice | null>(initial);
  const [asked] = useDebouncedValue(text.trim(), 60);

  useEffect(() => {
    let current = true;
    search(asked).then(
      (choices) => current && setFound(choices),
      // A failed look-up leaves the field without choices; typing asks again.
      () => current && setFound([]),
    );
    return () => {
      current = false;
    };
  }, [search, asked]);

  const wanted = text.trim();
  const known = chosen !== null && !found.some((choice) => choice.value === chosen.value);
  const choices = [
    ...(known && chosen !== null ? [chosen] : []),
    ...found,
    ...(createLabel && wanted !== '' && wanted !== chosen?.label
      ? [{ value: NEW, label: createLabel(wanted) }]
      : []),
  ];

  return (
    <Select
      {...(hideLabel ? { 'aria-label': label } : { label })}
      placeholder={placeholder}
      searchable
      clearable
      data={choices}
      filter={({ options }) => options}
      value={value}
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={nothingFound}
      error={error}
      disabled={disabled}
      autoFocus={autoFocus}
      data-autofocus={autoFocus || undefined}
      onChange={(next) => {
        if (next === NEW) {
          onCreate?.(wanted);
          return;
        }
        const choice = choices.find((option) => option.value === next) ?? null;
        setChosen(choice);
        onChoose(choice);
      }}
    />
  );
}
