import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/components/Dialog/Dialog';

type Props = {
  opened: boolean;
  /** How many records go for ever: the person types this number. */
  count: number;
  words: { title: string; warning: string; typeCount: string; confirm: string; cancel: string };
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** The only hard question of the product: nothing brings purged records back. */
export function ConfirmPurge({ opened, count, words, busy, onConfirm, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const matches = typed.trim() === String(count);
  function close() {
    setTyped('');
    onClose();
  }
  return (
    <Dialog opened={opened} onClose={close} title={words.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (matches) onConfirm();
        }}
      >
        <Stack gap="md">
          <Text>{words.warning}</Text>
          <TextInput
            label={words.typeCount}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            inputMode="numeric"
            autoComplete="off"
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {words.cancel}
            </Button>
            <Button type="submit" color="red.9" disabled={!matches} loading={busy}>
              {words.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
