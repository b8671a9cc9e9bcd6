import { Button, Group, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { CellEdit, Step } from './types';

type Props = {
  label: string;
  /** YYYY-MM-DD, or nothing. */
  value: string;
  edit: CellEdit;
  words: { clear: string };
  onCommit: (date: string | null, step?: Step) => void;
};

/** A date in a cell: Enter takes it, Tab takes it and goes on. */
export function DateEditor({ label, value, edit, words, onCommit }: Props) {
  const [date, setDate] = useState(value);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== 'Tab') return;
    event.preventDefault();
    const step = event.shiftKey ? 'previous' : 'next';
    onCommit(date || null, event.key === 'Tab' ? step : undefined);
  }

  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <TextInput
        data-autofocus
        flex={1}
        type="date"
        aria-label={label}
        value={date}
        error={edit.error}
        onChange={(event) => setDate(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button variant="subtle" color="gray" onClick={() => onCommit(null)}>
        {words.clear}
      </Button>
    </Group>
  );
}
