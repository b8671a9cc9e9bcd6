import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery } from '@/bindings';
import { BulkActs } from '@/features/customers/list/BulkActs';
import { CustomerPeek } from '@/features/customers/list/CustomerPeek';
import { USUAL_COLUMNS, useCustomerColumns } from '@/features/customers/list/columns';
import { customFieldsOf } from '@/features/customers/list/custom-columns';
import { useCustomerActions } from '@/features/customers/list/use-customer-actions';
import { FirstSteps } from '@/features/first-steps/FirstSteps';
import { TransferDialog } from '@/features/ownership/TransferDialog';
import { api } from '@/ipc/api';
import type { Bulk } from '@/pages/list/BulkBar';
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
  const columns = useCustomerColumns();
  const actions = useCustomerActions();
  const [transferring, setTransferring] = useState<Bulk | null>(null);
  const go = useCallback(
    (next: ListSearch) => void navigate({ to: '/customers', search: next, replace: true }),
    [navigate],
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
