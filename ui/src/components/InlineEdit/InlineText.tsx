import { Autocomplete, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useState } from 'react';
import classes from './InlineEdit.module.css';
import { Resting } from './Resting';
import type { Commit } from './use-inline-edit';
import { useInlineEdit } from './use-inline-edit';

type InlineTextProps = {
  label: string;
  value: string;
  /** How the value reads at rest, where that is not the text itself. */
  display?: ReactNode;
  empty: string;
  disabled?: boolean;
  /** Why nobody may change it here. */
  locked?: string;
  multiline?: boolean;
  inputMode?: 'text' | 'decimal' | 'numeric' | 'url';
  /** Values used before that begin like the text. */
  suggest?: (text: string) => Promise<string[]>;
  onCommit: Commit<string>;
};

/** A line (or lines) of text, edited where it stands. */
export function InlineText({
  label,
  value,
  display,
  empty,
  disabled = false,
  locked,
  multiline = false,
  inputMode = 'text',
  suggest,
  onCommit,
}: InlineTextProps) {
  const edit = useInlineEdit(value, onCommit);

  if (!edit.editing) {
    return (
      <Resting
        ref={edit.resting}
        label={label}
        display={display ?? (multiline ? <span className={classes.lines}>{value}</span> : value)}
        spoken={typeof display === 'string' ? display : value}
        empty={empty}
        disabled={disabled}
        locked={locked}
        onOpen={edit.open}
      />
    );
  }

  const finish = () => void edit.commit(edit.draft.trim());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      edit.revert();
    } else if (event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      finish();
    }
  };
  const shared = {
    'aria-label': label,
    value: edit.draft,
    error: edit.error,
    disabled: edit.storing,
    className: classes.editor,
    size: 'xs' as const,
    'data-autofocus': true,
    // The person has just asked to edit this very field.
    autoFocus: true,
    onBlur: finish,
    onKeyDown,
  };

  if (multiline) {
    return (
      <Textarea
        {...shared}
        autosize
        minRows={3}
        onChange={(event) => edit.change(event.currentTarget.value)}
      />
    );
  }
  if (suggest) return <Suggesting {...shared} suggest={suggest} onChange={edit.change} />;
  return (
    <TextInput
      {...shared}
      inputMode={inputMode}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => edit.change(event.currentTarget.value)}
    />
  );
}

type SuggestingProps = {
  value: string;
  suggest: (text: string) => Promise<string[]>;
  onChange: (value: string) => void;
} & Pick<React.ComponentProps<typeof Autocomplete>, 'error' | 'disabled' | 'onBlur' | 'onKeyDown'>;

function Suggesting({ suggest, value, onChange, ...input }: SuggestingProps) {
  const [options, setOptions] = useState<string[]>([]);
  const [text] = useDebouncedValue(value, 60);
  useEffect(() => {
    let current = true;
    suggest(text).then(
      (found) => current && setOptions(found),
      // Without suggestions the field still takes what is typed.
      () => current && setOptions([]),
    );
    return () => {
      current = false;
    };
  }, [suggest, text]);
  return (
    <Autocomplete
      {...input}
      value={value}
      data={options}
      filter={({ options: all }) => all}
      onChange={onChange}
    />
  );
}
