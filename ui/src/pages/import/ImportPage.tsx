import { useTranslation } from 'react-i18next';
import { PageFrame } from '@/components/PageFrame/PageFrame';

export function ImportPage() {
  const { t } = useTranslation('shell');
  return <PageFrame title={t('area.import')} />;
}
