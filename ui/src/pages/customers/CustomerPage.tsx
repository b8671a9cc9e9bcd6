import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { customerQuery } from '@/features/customer-record/queries';
import { useErrorState } from '@/i18n/errors';
import { CustomerView } from './CustomerView';

const route = getRouteApi('/customers/$id');

export function CustomerPage() {
  const { t } = useTranslation(['customers', 'record']);
  const { id } = route.useParams();
  const { tab } = route.useSearch();
  const errorState = useErrorState();
  const customer = useQuery(customerQuery(id));

  if (customer.isSuccess) {
    // Another record starts afresh: no field stays open, no dialog either.
    return <CustomerView key={id} customer={customer.data} tab={tab} />;
  }
  return (
    <PageFrame title={t('customers:one')}>
      {customer.isPending ? (
        <SkeletonRows label={t('record:loading')} rows={12} />
      ) : (
        <ErrorState {...errorState(customer.error)} onRetry={() => void customer.refetch()} />
      )}
    </PageFrame>
  );
}
