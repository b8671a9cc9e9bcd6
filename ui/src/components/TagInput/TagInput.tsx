import { ColorSwatch, Group, TagsInput } from '@mantine/core';

/** `colour` is a CSS colour. */
export type TagChoice = { name: string; colour: string };

type Props = {
  label: string;
  placeholder?: string;
  value: string[];
  onChange: (names: string[]) => void;
  options: readonly TagChoice[];
  error?: string | null;
};

/** Tags by name: known ones are offered with their colour, a new name followed by Enter makes one. */
export function TagInput({ label, placeholder, value, onChange, options, error }: Props) {
  const colours = new Map(options.map((tag) => [tag.name, tag.colour]));
  return (
    <TagsInput
      label={label}
      placeholder={value.length === 0 ? placeholder : undefined}
      value={value}
      onChange={onChange}
      data={options.map((tag) => tag.name)}
      splitChars={[',', '，', '、', ';', '；']}
      acceptValueOnBlur
      maxDropdownHeight={220}
      error={error}
      renderOption={({ option }) => (
        <Group gap="xs" wrap="nowrap">
          <ColorSwatch size={10} color={colours.get(option.value) ?? 'var(--line-strong)'} />
          {option.value}
        </Group>
      )}
    />
  );
}
