import { Button, Group } from '@mantine/core';

type FormFootProps = {
  words: { save: string; cancel: string };
  saving: boolean;
  /** True while there is nothing to save yet. */
  waiting?: boolean;
  onCancel: () => void;
};

/** The foot of a form in a dialog: away from it, or through with it. */
export function FormFoot({ words, saving, waiting = false, onCancel }: FormFootProps) {
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onCancel}>
        {words.cancel}
      </Button>
      <Button type="submit" loading={saving} disabled={waiting}>
        {words.save}
      </Button>
    </Group>
  );
}
