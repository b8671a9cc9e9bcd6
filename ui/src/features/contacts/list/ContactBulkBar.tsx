import { Button } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconRestore, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/bindings';
import { ConfirmPurge } from '@/components/ConfirmPurge/ConfirmPurge';
import { SelectionBar } from '@/components/SelectionBar/SelectionBar';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { useReadOnly } from '@/ipc/workspace';
import { useContactActions } from './use-contact-actions';

type Props = {
  selection: Selection | null;
  state: 'live' | 'archived' | 'deleted';
  /** How many rows the list holds. */
  total: number;
  onSelectAll: () => void;
  onClear: () => void;
};

/** What can be done with the selected contacts; nothing runs before their exact number is known. */
export function ContactBulkBar({ selection, state, total, onSelectAll, onClear }: Props) {
  const { t } = useTranslation(['contacts', 'lists', 'common']);
  const f = useFormat();
  const actions = useContactActions();
  const readOnly = useReadOnly();
  const [purging, setPurging] = useState(false);
  const { data: count, isPlaceholderData } = useQuery({
    queryKey: ['count', 'contacts', selection],
    queryFn: () => (selection ? api.countContacts(selection) : 0),
    enabled: selection !== null,
    placeholderData: keepPreviousData,
    meta: reads('contacts', 'contact_methods', 'taggings', 'customer_contacts', 'field_values'),
  });
  const waiting = count === undefined || isPlaceholderData;

  /** Rows that leave this list with the act leave the selection too. */
  function leaving(act: Promise<boolean>) {
    void act.then((done) => done && onClear());
  }

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
        {!readOnly && selection && state === 'live' && (
          <Button
            variant="subtle"
            color="gray"
            disabled={waiting}
            leftSection={<IconArchive size={16} aria-hidden />}
            onClick={() => leaving(actions.archive(selection))}
          >
            {t('bulk.archive')}
          </Button>
        )}
        {!readOnly && selection && state === 'archived' && (
          <Button
            variant="subtle"
            color="gray"
            disabled={waiting}
            leftSection={<IconArchiveOff size={16} aria-hidden />}
            onClick={() => leaving(actions.unarchive(selection))}
          >
            {t('bulk.unarchive')}
          </Button>
        )}
        {!readOnly && selection && state !== 'deleted' && (
          <Button
            variant="subtle"
            color="red"
            disabled={waiting}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => leaving(actions.remove(selection))}
          >
            {t('bulk.delete')}
          </Button>
        )}
        {!readOnly && selection && state === 'deleted' && (
          <>
            <Button
              variant="subtle"
              color="gray"
              disabled={waiting}
              leftSection={<IconRestore size={16} aria-hidden />}
              onClick={() => leaving(actions.restore(selection))}
            >
              {t('bulk.restore')}
            </Button>
            <Button
              variant="subtle"
              color="red"
              disabled={waiting}
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setPurging(true)}
            >
              {t('bulk.purge')}
            </Button>
          </>
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
            leaving(actions.purge(selection, count));
          }}
        />
      )}
    </>
  );
}
