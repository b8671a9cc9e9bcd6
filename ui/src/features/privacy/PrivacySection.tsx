import { useTranslation } from 'react-i18next';
import { SettingGroup } from '@/components/Setting/Setting';
import { EmptyState } from '@/components/States/EmptyState';
import { useRights } from '@/ipc/rights';
import { Certificates } from './Certificates';
import { RetentionRules } from './RetentionRules';

/** How long records are kept, and what was erased. */
export function PrivacySection() {
  const { t } = useTranslation('privacy');
  const { may } = useRights();
  const rules = may('privacy', 'configure');
  const certificates = may('privacy', 'delete');
  return (
    <>
      {rules && <RetentionRules />}
      {certificates && <Certificates />}
      {!rules && !certificates && (
        <SettingGroup title={t('certificates.title')}>
          <EmptyState title={t('notAllowed')} />
        </SettingGroup>
      )}
    </>
  );
}
