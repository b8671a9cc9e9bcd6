import { ActionIcon, Group, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';

export type MethodValue<K extends string> = { kind: K; label: string | null; raw: string };

type Props<K extends string> = {
  value: MethodValue<K>;
  onChange: (value: MethodValue<K>) => void;
  kinds: readonly { value: K; label: string }[];
  words: { kind: string; value: string; label: string; remove: string };
  /** Leaves the label out, where the room is short. */
  plain?: boolean;
  error?: string | null;
  /** What a form calls the value, to find it when it is wrong. */
  field?: string;
  onRemove?: () => void;
};

/** One way to reach somebody: what it is, the number or address in any form, and a label. */
export function MethodFields<K extends string>(props: Props<K>) {
  const { value, onChange, kinds, words, plain, error, field, onRemove } = props;
  const written = value.kind === 'email' ? 'email' : value.kind === 'website' ? 'url' : 'tel';
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Select
        w={112}
        aria-label={words.kind}
        data={[...kinds]}
        value={value.kind}
        allowDeselect={false}
        onChange={(kind) => kind && onChange({ ...value, kind: kind as K })}
      />
      <TextInput
        flex={2}
        data-field={field}
        aria-label={words.value}
        placeholder={words.value}
        inputMode={written}
        value={value.raw}
        error={error}
        onChange={(event) => onChange({ ...value, raw: event.currentTarget.value })}
      />
      {!plain && (
        <TextInput
          flex={1}
          aria-label={words.label}
          placeholder={words.label}
          value={value.label ?? ''}
          onChange={(event) => onChange({ ...value, label: event.currentTarget.value || null })}
        />
      )}
      {onRemove && (
        <ActionIcon variant="subtle" color="gray" aria-label={words.remove} onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}
