import { Button } from '@mantine/core';
import {
  IconAddressBook,
  IconArchive,
  IconFilterOff,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/States/EmptyState';
import type { ListState } from '@/features/views/StateMenu';

type Props = {
  object: 'customers' | 'contacts';
  state: ListState;
  filtered: boolean;
  onClear: () => void;
  /** Null, these two, where they are not allowed. */
  create: { label: string; run: () => void } | null;
  onImport: (() => void) | null;
};

const BEGIN = { customers: IconUsers, contacts: IconAddressBook };

/** Why a list is empty, and the way out of it. */
export function ListEmpty({ object, state, filtered, onClear, create, onImport }: Props) {
  const { t } = useTranslation(object);
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={32} stroke={1.5} />}
        title={t('filteredEmpty.title')}
        hint={t('filteredEmpty.hint')}
      >
        <Button variant="default" onClick={onClear}>
          {t('filteredEmpty.clear')}
        </Button>
      </EmptyState>
    );
  }
  if (state === 'archived') {
    return (
      <EmptyState
        icon={<IconArchive size={32} stroke={1.5} />}
        title={t('archivedEmpty.title')}
        hint={t('archivedEmpty.hint')}
      />
    );
  }
  if (state === 'deleted') {
    return (
      <EmptyState
        icon={<IconTrash size={32} stroke={1.5} />}
        title={t('trashEmpty.title')}
        hint={t('trashEmpty.hint')}
      />
    );
  }
  const Begin = BEGIN[object];
  return (
    <EmptyState
      icon={<Begin size={32} stroke={1.5} />}
      title={t('empty.title')}
      hint={t('empty.hint')}
    >
      {create && <Button onClick={create.run}>{create.label}</Button>}
      {onImport && (
        <Button variant="default" onClick={onImport}>
          {t('empty.import')}
        </Button>
      )}
    </EmptyState>
  );
}
