import { useTranslation } from 'react-i18next';
import { PageFrame } from '@/components/PageFrame/PageFrame';

export function CustomersPage() {
  const { t } = useTranslation('shell');
  return <PageFrame title={t('area.customers')} />;
}
