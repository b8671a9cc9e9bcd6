import { Button, Checkbox, CopyButton, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './RecoveryCode.module.css';

export type RecoveryCodeWords = {
  label: string;
  copy: string;
  copied: string;
  writtenDown: string;
};

type Props = {
  code: string;
  words: RecoveryCodeWords;
  /** What it is for, said above it. */
  why: string;
  submit: string;
  onDone: () => void;
};

/** The recovery code, shown once. Goes on only when the person says that it is kept. */
export function RecoveryCode({ code, words, why, submit, onDone }: Props) {
  const [kept, setKept] = useState(false);
  return (
    <Stack gap="md">
      <Text>{why}</Text>
      <output className={classes.code} aria-label={words.label}>
        {code}
      </output>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          >
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
      <Checkbox
        label={words.writtenDown}
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Button onClick={onDone} disabled={!kept}>
        {submit}
      </Button>
    </Stack>
  );
}
