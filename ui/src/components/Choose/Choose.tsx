import { Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import classes from './Choose.module.css';

export type Choice = { value: string; label: string; hint?: string; icon?: ReactNode };

type Props = {
  /** The accessible name of the search box and of the list. */
  label: string;
  options: readonly Choice[];
  selected: readonly string[];
  onPick: (value: string) => void;
  /** Shown when no option fits. */
  nothing: string;
  placeholder?: string;
  /** Makes text that is not in the list an option of its own, under this label. */
  free?: (text: string) => string;
  initialText?: string;
  /** Asked for other options while typing; without it the options are searched here. */
  onSearch?: (text: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  error?: ReactNode;
};

/** A search box above its list, to be put into a popover: arrows move, Enter picks. */
export function Choose(props: Props) {
  const { options, selected, free, onSearch, nothing, initialText = '' } = props;
  const [text, setText] = useState(initialText);
  const errorId = useId();
  const store = useCombobox({ opened: true });
  const wanted = text.trim().toLocaleLowerCase();
  const fits = onSearch
    ? options
    : options.filter((option) => option.label.toLocaleLowerCase().includes(wanted));
  const exact = options.some((option) => option.label.toLocaleLowerCase() === wanted);
  const offersFree = free !== undefined && wanted !== '' && !exact;
  const shown = fits.length + (offersFree ? 1 : 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first option is offered again whenever the list changes.
  useEffect(() => {
    store.selectFirstOption();
  }, [shown, wanted]);

  return (
    <Combobox store={store} onOptionSubmit={props.onPick}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          autoFocus
          aria-label={props.label}
          aria-describedby={props.error ? errorId : undefined}
          placeholder={props.placeholder}
          value={text}
          error={props.error ? <span id={errorId}>{props.error}</span> : undefined}
          onChange={(event) => {
            setText(event.currentTarget.value);
            onSearch?.(event.currentTarget.value);
          }}
          onKeyDown={props.onKeyDown}
        />
      </Combobox.EventsTarget>
      <Combobox.Options aria-label={props.label} className={classes.options}>
        {fits.map((option) => {
          const on = selected.includes(option.value);
          return (
            <Combobox.Option key={option.value} value={option.value} active={on} selected={on}>
              <Group gap="xs" wrap="nowrap">
                {option.icon}
                <Text inherit truncate flex={1}>
                  {option.label}
                </Text>
                {option.hint && (
                  <Text inherit c="dimmed" size="xs">
                    {option.hint}
                  </Text>
                )}
                {on && <IconCheck size={14} aria-hidden />}
              </Group>
            </Combobox.Option>
          );
        })}
        {offersFree && <Combobox.Option value={text.trim()}>{free?.(text.trim())}</Combobox.Option>}
        {shown === 0 && <Combobox.Empty>{nothing}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  );
}
