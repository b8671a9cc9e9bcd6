import { ActionIcon, Button, Popover, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Filters.module.css';
import { FilterBuilder } from './LazyFilterBuilder';
import { type Group, group, type Node, replace } from './tree';
import { type Entity, useFilterWords } from './use-filter-words';
import { parse, serialise } from './wire';

type Props = { entity: Entity; value: string | null; onChange: (value: string | null) => void };

/** The filter in words, a chip for each part: a click edits it, Backspace takes it away. */
export function FilterChips({ entity, value, onChange }: Props) {
  const { t } = useTranslation('filters');
  const words = useFilterWords(entity);
  const filter = useMemo(() => parse(value), [value]);
  const chips = filter === null ? [] : chipsOf(filter);
  if (filter === null || chips.length === 0) return null;

  return (
    <ul className={classes.chips} aria-label={t('filters')}>
      {chips.map((node) => (
        <Chip
          key={node.id}
          entity={entity}
          node={node}
          phrase={words.phrase(node)}
          onChange={(next) => onChange(serialise(swap(filter, node, next)))}
        />
      ))}
      <li>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onChange(null)}>
          {t('clear')}
        </Button>
      </li>
    </ul>
  );
}

/** Conditions that all must hold stand side by side; any other filter is one chip. */
function chipsOf(filter: Group): readonly Node[] {
  if (filter.items.length === 0) return [];
  return filter.join === 'all' && !filter.negated ? filter.items : [filter];
}

function swap(filter: Group, node: Node, next: Group | null): Group {
  if (node.id === filter.id) return next ?? group();
  return replace(filter, node.id, next);
}

type ChipProps = {
  entity: Entity;
  node: Node;
  phrase: string;
  onChange: (next: Group | null) => void;
};

function Chip({ entity, node, phrase, onChange }: ChipProps) {
  const { t } = useTranslation('filters');
  const [opened, setOpened] = useState(false);
  const own = serialise(group([node]));

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Backspace' && event.key !== 'Delete') return;
    event.preventDefault();
    onChange(null);
  }

  return (
    <li className={classes.chip}>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" width={640} trapFocus>
        <Popover.Target>
          <UnstyledButton
            className={classes.phrase}
            aria-label={t('edit', { filter: phrase })}
            title={phrase}
            onClick={() => setOpened((now) => !now)}
            onKeyDown={onKeyDown}
          >
            {phrase}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <Suspense>
            <FilterBuilder
              entity={entity}
              value={own}
              onChange={(next) => next !== null && onChange(parse(next))}
            />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      <ActionIcon
        size="xs"
        aria-label={t('remove', { filter: phrase })}
        onClick={() => onChange(null)}
      >
        <IconX size={12} aria-hidden />
      </ActionIcon>
    </li>
  );
}
