import { Button } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandRegistry } from '@/components/Commands/Commands';
import { EmptyState } from '@/components/States/EmptyState';
import { ContactPeek } from '@/features/contacts/list/ContactPeek';
import { USUAL_COLUMNS, useContactColumns } from '@/features/contacts/list/columns';
import { useCommitCell } from '@/features/contacts/list/use-commit-cell';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';
import { ListEmpty } from '@/pages/list/ListEmpty';
import { ListPage } from '@/pages/list/ListPage';
import type { ListSearch } from '@/pages/list/use-list';

const route = getRouteApi('/contacts');

const USUAL = { sort: [{ field: 'name', descending: false }], columns: USUAL_COLUMNS };
const STATES = ['live', 'archived', 'deleted'] as const;
const TABLES = ['contacts', 'contact_methods', 'customer_contacts', 'customers'];

export function ContactsPage() {
  const { t } = useTranslation('contacts');
  const search = route.useSearch();
  const navigate = useNavigate();
  const commands = useCommandRegistry();
  const columns = useContactColumns();
  const commit = useCommitCell();
  const rights = useRights();
  const readOnly = useReadOnly();
  const go = useCallback(
    (next: ListSearch) => void navigate({ to: '/contacts', search: next, replace: true }),
    [navigate],
  );

  const begin = (
    <EmptyState
      icon={<IconAddressBook size={32} stroke={1.5} />}
      title={t('empty.title')}
      hint={t('empty.hint')}
    >
      {!readOnly && rights.may('contacts', 'create') && (
        <Button onClick={() => commands.run('contacts.create')}>{t('empty.add')}</Button>
      )}
      {!readOnly && rights.may('contacts', 'import') && (
        <Button
          variant="default"
          onClick={() => void navigate({ to: '/import', search: { target: 'contacts' } })}
        >
          {t('empty.import')}
        </Button>
      )}
    </EmptyState>
  );

  return (
    <ListPage
      entity="contact"
      title={t('title')}
      search={search}
      go={go}
      usual={USUAL}
      columns={columns}
      load={api.listContacts}
      tables={TABLES}
      states={STATES}
      onOpen={(row) => void navigate({ to: '/contacts/$id', params: { id: row.id } })}
      onCommit={commit}
      createCommand="contacts.create"
      createLabel={t('newContact')}
      empty={(state, filtered, clear) => (
        <ListEmpty
          state={state}
          filtered={filtered}
          onClear={clear}
          begin={begin}
          words={{
            filtered: {
              title: t('filteredEmpty.title'),
              hint: t('filteredEmpty.hint'),
              clear: t('filteredEmpty.clear'),
            },
            archived: { title: t('archivedEmpty.title'), hint: t('archivedEmpty.hint') },
            deleted: { title: t('trashEmpty.title'), hint: t('trashEmpty.hint') },
          }}
        />
      )}
      peek={(id, onOpen, onClose) => <ContactPeek id={id} onOpen={onOpen} onClose={onClose} />}
    />
  );
}
