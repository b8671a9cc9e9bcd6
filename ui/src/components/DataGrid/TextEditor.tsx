import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { CellEdit } from './types';

type Props = {
  label: string;
  value: string;
  inputMode?: 'text' | 'decimal';
  edit: CellEdit;
};

/** A line of text in a cell: Enter takes it, Tab takes it and goes on; nothing left means none. */
export function TextEditor({ label, value, inputMode = 'text', edit }: Props) {
  const [text, setText] = useState(value);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== 'Tab') return;
    event.preventDefault();
    const step = event.shiftKey ? 'previous' : 'next';
    edit.commit(text.trim() || null, event.key === 'Tab' ? step : undefined);
  }

  return (
    <TextInput
      data-autofocus
      aria-label={label}
      inputMode={inputMode}
      value={text}
      error={edit.error}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
