import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './InlineEdit.module.css';
import { Resting } from './Resting';
import type { Commit } from './use-inline-edit';
import { useInlineEdit } from './use-inline-edit';

type Option = { value: string; label: string };

type InlineSelectProps = {
  label: string;
  value: string | null;
  options: Option[];
  /** How the value reads at rest, where that is not the label of its option. */
  display?: ReactNode;
  empty: string;
  disabled?: boolean;
  clearable?: boolean;
  nothingFound: string;
  onCommit: Commit<string | null>;
};

/** One of several values, chosen where it stands; choosing stores it. */
export function InlineSelect({
  label,
  value,
  options,
  display,
  empty,
  disabled = false,
  clearable = false,
  nothingFound,
  onCommit,
}: InlineSelectProps) {
  const edit = useInlineEdit(value, onCommit);
  const chosen = options.find((option) => option.value === value)?.label ?? value;

  if (!edit.editing) {
    return (
      <Resting
        ref={edit.resting}
        label={label}
        display={display ?? chosen}
        spoken={chosen ?? ''}
        empty={empty}
        disabled={disabled}
        onOpen={edit.open}
      />
    );
  }
  return (
    <Select
      aria-label={label}
      className={classes.editor}
      size="xs"
      data={options}
      value={edit.draft}
      error={edit.error}
      disabled={edit.storing}
      clearable={clearable}
      allowDeselect={false}
      searchable={options.length > 6}
      nothingFoundMessage={nothingFound}
      defaultDropdownOpened
      autoFocus
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(next) => void edit.commit(next)}
      onBlur={() => void edit.commit(edit.draft)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        edit.revert();
      }}
    />
  );
}
