import { Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import classes from './Choose.module.css';

export type Choice = { value: string; label: string; hint?: string; icon?: ReactNode };
export type Step = 'next' | 'previous';

type Props = {
  /** The accessible name of the search box and of the list. */
  label: string;
  options: readonly Choice[];
  selected: readonly string[];
  /** With a step when it was Tab that picked: it goes on to another cell. */
  onPick: (value: string, step?: Step) => void;
  /** Shown when no option fits. */
  nothing: string;
  placeholder?: string;
  /** Makes text that is not in the list an option of its own, under this label. */
  free?: (text: string) => string;
  /** Asked for other options while typing; without it the options are searched here. */
  onSearch?: (text: string) => void;
  /** Tab without having touched anything. Left out, Tab leaves the list as usual. */
  onStep?: (step: Step) => void;
  error?: ReactNode;
};

/** A search box above its list, to be put into a popover: arrows move, Enter picks. */
export function Choose(props: Props) {
  const { options, selected, free, onSearch, onStep, nothing } = props;
  const [text, setText] = useState('');
  const touched = useRef(false);
  const step = useRef<Step>(undefined);
  const errorId = useId();
  const store = useCombobox({ opened: true });
  const wanted = text.trim().toLocaleLowerCase();
  const fits = onSearch
    ? options
    : options.filter((option) => option.label.toLocaleLowerCase().includes(wanted));
  const exact = options.some((option) => option.label.toLocaleLowerCase() === wanted);
  const offersFree = free !== undefined && wanted !== '' && !exact;
  const shown = fits.length + (offersFree ? 1 : 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list or text is what asks for another start.
  useEffect(() => {
    if (wanted === '') store.selectActiveOption();
    else store.selectFirstOption();
  }, [shown, wanted]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key.startsWith('Arrow')) touched.current = true;
    if (event.key !== 'Tab' || !onStep) return;
    event.preventDefault();
    const direction = event.shiftKey ? 'previous' : 'next';
    if (!touched.current) return onStep(direction);
    step.current = direction;
    store.clickSelectedOption();
    step.current = undefined;
  }

  return (
    <Combobox store={store} onOptionSubmit={(value) => props.onPick(value, step.current)}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          role="combobox"
          aria-label={props.label}
          aria-describedby={props.error ? errorId : undefined}
          placeholder={props.placeholder}
          value={text}
          error={props.error ? <span id={errorId}>{props.error}</span> : undefined}
          onChange={(event) => {
            touched.current = true;
            setText(event.currentTarget.value);
            onSearch?.(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
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
