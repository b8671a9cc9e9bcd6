import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ContactPeek } from '@/features/contacts/list/ContactPeek';
import { USUAL_COLUMNS, useContactColumns } from '@/features/contacts/list/columns';
import { useCommitCell } from '@/features/contacts/list/use-commit-cell';
import { api } from '@/ipc/api';
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
  const columns = useContactColumns();
  const commit = useCommitCell();
  const go = useCallback(
    (next: ListSearch) => void navigate({ to: '/contacts', search: next, replace: true }),
    [navigate],
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
      peek={(id, onOpen, onClose) => <ContactPeek id={id} onOpen={onOpen} onClose={onClose} />}
    />
  );
}
