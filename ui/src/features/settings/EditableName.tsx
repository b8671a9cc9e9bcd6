import { TextInput } from '@mantine/core';
import { useState } from 'react';

type Props = {
  label: string;
  value: string;
  /** It is shown and not changed. */
  readOnly?: boolean;
  onCommit: (value: string) => void;
};

/** A name that is changed where it stands: Enter or leaving it commits, Esc reverts. */
export function EditableName({ label, value, readOnly, onCommit }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  if (readOnly) return value;
  function commit() {
    const next = typed?.trim();
    if (next && next !== value) onCommit(next);
    setTyped(null);
  }
  return (
    <TextInput
      aria-label={label}
      variant="unstyled"
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setTyped(null);
        }
      }}
    />
  );
}
