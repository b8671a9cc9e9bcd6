import { Modal } from '@mantine/core';
import { IconAddressBook, IconBuildings, IconSearch, IconTerminal2 } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '@/components/Kbd/Keys';
import classes from './Palette.module.css';
import { type PaletteItem, usePaletteItems } from './palette-items';

type Props = { opened: boolean; onClose: () => void };

/** Ctrl+K: go to a record, or do something, by typing. */
export function Palette({ opened, onClose }: Props) {
  const { t } = useTranslation('shell');
  return (
    <Modal.Root opened={opened} onClose={onClose} yOffset={96} size={620} centered={false}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={t('openPalette')}>
        <PaletteBox onClose={onClose} />
      </Modal.Content>
    </Modal.Root>
  );
}

const ICONS = {
  customer: IconBuildings,
  contact: IconAddressBook,
  command: IconTerminal2,
};

function PaletteBox({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const [waiting, setWaiting] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const { groups, settled } = usePaletteItems(typed.trim());
  const items = groups.flatMap((group) => group.items);
  const active = Math.min(chosen, items.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  function run(item: PaletteItem | undefined) {
    if (!item) return;
    onClose();
    item.run();
  }
  const runLatest = useRef(run);
  runLatest.current = run;
  const first = items[0];

  // Enter may come before the answer to the last letter: it then means the first hit of that answer.
  useEffect(() => {
    if (!waiting || !settled) return;
    setWaiting(false);
    runLatest.current(first);
  }, [waiting, settled, first]);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = {
      ArrowDown: (active + 1) % items.length,
      ArrowUp: (active - 1 + items.length) % items.length,
    };
    const step = steps[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      setChosen(step);
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (settled) run(items[active]);
      else setWaiting(true);
    }
  }

  let index = -1;
  return (
    <>
      <div className={classes.search}>
        <IconSearch size={18} stroke={1.6} aria-hidden="true" />
        <input
          className={classes.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={items.length > 0 ? optionId(active) : undefined}
          aria-label={t('searchOrDo')}
          placeholder={t('searchOrDo')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t('openPalette')}
        className={classes.list}
      >
        {groups.map(({ label, items: entries }) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options by role
          <div key={label} role="group" aria-label={label}>
            <div className={classes.group} aria-hidden="true">
              {label}
            </div>
            {entries.map((item) => {
              index += 1;
              const at = index;
              const Icon = ICONS[item.kind];
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keys
                // biome-ignore lint/a11y/useFocusableInteractive: options never take the focus
                <div
                  key={item.key}
                  id={optionId(at)}
                  role="option"
                  aria-selected={at === active}
                  className={classes.option}
                  onClick={() => run(item)}
                  onMouseMove={() => setChosen(at)}
                >
                  <Icon size={18} stroke={1.6} aria-hidden="true" />
                  <span className={classes.title}>{item.title}</span>
                  {item.subtitle && <span className={classes.subtitle}>{item.subtitle}</span>}
                  {item.keys && (
                    <span className={classes.keys}>
                      <Keys keys={item.keys} />
                    </span>
                  )}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {items.length === 0 && settled && (
        <p className={classes.empty} role="status">
          {t('common:nothingFound')}
        </p>
      )}
    </>
  );
}
