import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CustomerRecord } from '@/bindings';
import { HistoryTab } from '@/features/history/HistoryTab';
import { purchasesQuery } from '@/features/purchases/queries';
import { useWorkspace } from '@/ipc/workspace';

/** The history of a customer, told with the names the record knows. */
export function CustomerHistory(props: { customer: CustomerRecord; readOnly: boolean }) {
  const { customer, readOnly } = props;
  const workspace = useWorkspace();
  const purchases = useInfiniteQuery(purchasesQuery(customer.id));
  const record = useMemo(() => {
    const bought = purchases.data?.pages.flatMap(({ rows }) => rows) ?? [];
    const names = new Map<string, string>([[customer.id, customer.name]]);
    for (const { contactId, name } of customer.contacts) names.set(contactId, name);
    for (const { customer: other } of customer.relations) names.set(other.id, other.name);
    for (const { productId, product } of bought) {
      if (productId !== null && product !== null) names.set(productId, product);
    }
    return {
      names,
      currencies: new Map(bought.map(({ id, amount }) => [id, amount.currency])),
      baseCurrency: workspace?.baseCurrency ?? 'CNY',
    };
  }, [customer, purchases.data, workspace]);
  return <HistoryTab root={customer.id} record={record} readOnly={readOnly} />;
}
