import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { contactQuery } from '@/features/contact-record/queries';
import { useErrorState } from '@/i18n/errors';
import { ContactView } from './ContactView';

const route = getRouteApi('/contacts/$id');

export function ContactPage() {
  const { t } = useTranslation('record');
  const { id } = route.useParams();
  const { tab } = route.useSearch();
  const errorState = useErrorState();
  const contact = useQuery(contactQuery(id));

  if (contact.isSuccess) return <ContactView key={id} contact={contact.data} tab={tab} />;
  return (
    <PageFrame title={t('contact.one')}>
      {contact.isPending ? (
        <SkeletonRows label={t('loading')} rows={12} />
      ) : (
        <ErrorState {...errorState(contact.error)} onRetry={() => void contact.refetch()} />
      )}
    </PageFrame>
  );
}
