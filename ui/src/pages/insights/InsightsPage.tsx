import { useTranslation } from 'react-i18next';
import { PageFrame } from '@/components/PageFrame/PageFrame';

export function InsightsPage() {
  const { t } = useTranslation('shell');
  return <PageFrame title={t('area.insights')} />;
}
