import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerId, ListQuery } from '@/bindings';
import { useCommands } from '@/components/Commands/Commands';
import { useFormat } from '@/i18n/format';
import classes from './CustomerPager.module.css';
import { customerNeighboursQuery } from './queries';

type CustomerPagerProps = {
  id: CustomerId;
  query: ListQuery;
  /** The name of the list, where it has one. */
  list: string | null;
  onGo: (id: CustomerId) => void;
};

/** Walks through the list one came from without going back to it. */
export function CustomerPager({ id, query, list, onGo }: CustomerPagerProps) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const neighbours = useQuery(customerNeighboursQuery(query, id)).data;
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
