import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery } from '@/bindings';
import { useCommandRegistry } from '@/components/Commands/Commands';
import { EmptyState } from '@/components/States/EmptyState';
import { BulkActs } from '@/features/customers/list/BulkActs';
import { CustomerPeek } from '@/features/customers/list/CustomerPeek';
import { USUAL_COLUMNS, useCustomerColumns } from '@/features/customers/list/columns';
import { customFieldsOf } from '@/features/customers/list/custom-columns';
import { useCustomerActions } from '@/features/customers/list/use-customer-actions';
import { FirstSteps } from '@/features/first-steps/FirstSteps';
import { TransferDialog } from '@/features/ownership/TransferDialog';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';
import type { Bulk } from '@/pages/list/BulkBar';
import { ListEmpty } from '@/pages/list/ListEmpty';
import { ListPage } from '@/pages/list/ListPage';
import type { ListSearch } from '@/pages/list/use-list';

const route = getRouteApi('/customers');

const USUAL = { sort: [{ field: 'name', descending: false }], columns: USUAL_COLUMNS };
const STATES = ['live', 'archived', 'deleted'] as const;
const TABLES = [
  'customers',
  'contact_methods',
  'addresses',
  'taggings',
  'tags',
  'users',
  'purchases',
  'field_values',
];

const loadCustomers = (
  query: ListQuery,
  start: number,
  count: number,
  columns: readonly string[],
) => api.listCustomers(query, start, count, customFieldsOf(columns));

export function CustomersPage() {
  const { t } = useTranslation(['customers', 'ownership']);
  const search = route.useSearch();
  const navigate = useNavigate();
  const commands = useCommandRegistry();
  const columns = useCustomerColumns();
  const actions = useCustomerActions();
  const rights = useRights();
  const readOnly = useReadOnly();
  const [transferring, setTransferring] = useState<Bulk | null>(null);
  const go = useCallback(
    (next: ListSearch) => void navigate({ to: '/customers', search: next, replace: true }),
    [navigate],
  );

  const begin = (
    <EmptyState
      icon={<IconUsers size={32} stroke={1.5} />}
      title={t('empty.title')}
      hint={t('empty.hint')}
    >
      {!readOnly && rights.may('customers', 'create') && (
        <Button onClick={() => commands.run('customers.create')}>{t('empty.add')}</Button>
      )}
      {!readOnly && rights.may('customers', 'import') && (
        <Button
          variant="default"
          onClick={() => void navigate({ to: '/import', search: { target: 'customers' } })}
        >
          {t('empty.import')}
        </Button>
      )}
    </EmptyState>
  );

  return (
    <>
      <ListPage
        entity="customer"
        title={t('title')}
        search={search}
        go={go}
        usual={USUAL}
        columns={columns}
        load={loadCustomers}
        asked={customFieldsOf}
        tables={TABLES}
        states={STATES}
        onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.id } })}
        onCommit={actions.commit}
        intro={<FirstSteps />}
        createCommand="customers.create"
        createLabel={t('newCustomer')}
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
        peek={(id, onOpen, onClose) => <CustomerPeek id={id} onOpen={onOpen} onClose={onClose} />}
        bulk={(bulk) => (
          <BulkActs
            selection={bulk.selection}
            waiting={bulk.waiting}
            onTransfer={() => setTransferring(bulk)}
          />
        )}
      />
      {transferring && (
        <TransferDialog
          selection={transferring.selection}
          title={t('ownership:transfer.title', { count: transferring.count })}
          onClose={() => setTransferring(null)}
          onDone={transferring.clear}
        />
      )}
    </>
  );
}
