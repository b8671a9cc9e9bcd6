import { Button, type ButtonProps } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconRestore, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/bindings';
import { ConfirmPurge } from '@/components/ConfirmPurge/ConfirmPurge';
import { SelectionBar } from '@/components/SelectionBar/SelectionBar';
import type { ListState } from '@/features/views/StateMenu';
import { useFormat } from '@/i18n/format';
import { reads } from '@/ipc/changes';
import { objectOf } from '@/ipc/reveal';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';
import { useFates } from './use-fates';

export type Bulk = {
  selection: Selection;
  /** How many are selected, as far as it was counted. */
  count: number;
  /** Nothing runs before the exact number is known. */
  waiting: boolean;
  clear: () => void;
};

type Props = {
  entity: 'customer' | 'contact';
  /** Null while nothing is selected. */
  selection: Selection | null;
  state: ListState;
  /** How many rows the list holds. */
  total: number;
  onSelectAll: () => void;
  onClear: () => void;
  /** What else can be done with live rows. */
  children?: (bulk: Bulk) => ReactNode;
};

/** What can be done with the selected rows of a list. */
export function BulkBar(props: Props) {
  const { entity, selection, state, total, onSelectAll, onClear, children } = props;
  const { t } = useTranslation([objectOf(entity), 'lists', 'common']);
  const f = useFormat();
  const fates = useFates(entity);
  const rights = useRights();
  const readOnly = useReadOnly();
  const [purging, setPurging] = useState(false);
  const { data: count, isPlaceholderData } = useQuery({
    queryKey: ['count', entity, selection],
    queryFn: () => (selection ? fates.count(selection) : 0),
    enabled: selection !== null,
    placeholderData: keepPreviousData,
    // Any table may decide what a filter finds.
    meta: reads(),
  });
  const waiting = count === undefined || isPlaceholderData;
  const object = objectOf(entity);
  const mayEdit = !readOnly && rights.may(object, 'edit');
  const mayDelete = !readOnly && rights.may(object, 'delete');
  const mayPurge = !readOnly && rights.may('privacy', 'delete');

  /** Rows that leave this list with the act leave the selection too. */
  const leaving = (act: (selection: Selection) => Promise<boolean>) => () =>
    selection && void act(selection).then((done) => done && onClear());

  const plain: ButtonProps = { variant: 'subtle', color: 'gray', disabled: waiting };
  const grave: ButtonProps = { ...plain, color: 'red' };

  return (
    <>
      <SelectionBar
        opened={selection !== null}
        words={{
          label: t('bulk.label'),
          selected:
            count === undefined
              ? t('lists:counting')
              : t('lists:selected', { count, rows: f.number(count) }),
          clear: t('lists:clearSelection'),
          selectAll: t('lists:selectAllMatching', { rows: f.number(total) }),
        }}
        onSelectAll={count !== undefined && count < total ? onSelectAll : undefined}
        onClear={onClear}
      >
        {state === 'live' &&
          selection &&
          !readOnly &&
          children?.({ selection, count: count ?? 0, waiting, clear: onClear })}
        {state === 'live' && mayEdit && (
          <Button
            {...plain}
            leftSection={<IconArchive size={16} aria-hidden />}
            onClick={leaving(fates.archive)}
          >
            {t('bulk.archive')}
          </Button>
        )}
        {state === 'archived' && mayEdit && (
          <Button
            {...plain}
            leftSection={<IconArchiveOff size={16} aria-hidden />}
            onClick={leaving(fates.unarchive)}
          >
            {t('bulk.unarchive')}
          </Button>
        )}
        {state !== 'deleted' && mayDelete && (
          <Button
            {...grave}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={leaving(fates.remove)}
          >
            {t('bulk.delete')}
          </Button>
        )}
        {state === 'deleted' && mayDelete && (
          <Button
            {...plain}
            leftSection={<IconRestore size={16} aria-hidden />}
            onClick={leaving(fates.restore)}
          >
            {t('bulk.restore')}
          </Button>
        )}
        {state === 'deleted' && mayPurge && (
          <Button
            {...grave}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => setPurging(true)}
          >
            {t('bulk.purge')}
          </Button>
        )}
      </SelectionBar>
      {selection && count !== undefined && (
        <ConfirmPurge
          opened={purging}
          count={count}
          words={{
            title: t('purge.title', { count }),
            warning: t('purge.text'),
            typeCount: t('purge.type', { count }),
            confirm: t('purge.confirm'),
            cancel: t('common:cancel'),
          }}
          onClose={() => setPurging(false)}
          onConfirm={() => {
            setPurging(false);
            leaving((all) => fates.purge(all, count))();
          }}
        />
      )}
    </>
  );
}
