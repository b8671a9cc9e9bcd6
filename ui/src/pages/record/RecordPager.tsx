import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Neighbours } from '@/bindings';
import { useCommands } from '@/components/Commands/Commands';
import { useFormat } from '@/i18n/format';
import classes from './RecordPager.module.css';

type RecordPagerProps = {
  /** Undefined until they are known. */
  neighbours: Neighbours | undefined;
  /** The name of the list, where it has one. */
  list: string | null;
  onGo: (id: string) => void;
};

/** Walks through the list one came from without going back to it. */
export function RecordPager({ neighbours, list, onGo }: RecordPagerProps) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const previous = neighbours?.previous ?? null;
  const next = neighbours?.next ?? null;
  useCommands([
    {
      id: 'record.previous',
      label: t('pager.previous'),
      group: t('group'),
      keys: 'mod+up',
      enabled: previous !== null,
      run: () => previous !== null && onGo(previous),
    },
    {
      id: 'record.next',
      label: t('pager.next'),
      group: t('group'),
      keys: 'mod+down',
      enabled: next !== null,
      run: () => next !== null && onGo(next),
    },
  ]);
  // A record that is not in the list has no place to tell.
  if (neighbours === undefined || neighbours.position === 0) return null;
  const place = {
    position: format.number(neighbours.position),
    total: format.number(neighbours.total),
  };
  return (
    <div className={classes.pager}>
      <span className={classes.place}>
        {list === null ? t('pager.place', place) : t('pager.placeIn', { ...place, list })}
      </span>
      <Tooltip label={t('pager.previous')}>
        <ActionIcon
          aria-label={t('pager.previous')}
          disabled={previous === null}
          onClick={() => previous !== null && onGo(previous)}
        >
          <IconChevronUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('pager.next')}>
        <ActionIcon
          aria-label={t('pager.next')}
          disabled={next === null}
          onClick={() => next !== null && onGo(next)}
        >
          <IconChevronDown size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
