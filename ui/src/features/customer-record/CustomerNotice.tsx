import { IconArchive, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@/bindings';
import { RecordBanner } from '@/components/RecordBanner/RecordBanner';
import { useFormat } from '@/i18n/format';
import type { useFate } from './use-fate';

type CustomerNoticeProps = { customer: CustomerRecord; fate: ReturnType<typeof useFate> };

/** That a customer is deleted or archived, and the way back. */
export function CustomerNotice({ customer, fate }: CustomerNoticeProps) {
  const { t } = useTranslation(['record', 'common']);
  const format = useFormat();
  if (customer.deletedAt !== null) {
    return (
      <RecordBanner
        icon={<IconTrash size={16} aria-hidden />}
        text={t('record:deletedOn', { date: format.dateTime(customer.deletedAt) })}
        action={t('common:restore')}
        onAction={fate.restore}
      />
    );
  }
  if (customer.archivedAt !== null) {
    return (
      <RecordBanner
        icon={<IconArchive size={16} aria-hidden />}
        text={t('record:archivedOn', { date: format.dateTime(customer.archivedAt) })}
        action={t('common:unarchive')}
        onAction={fate.unarchive}
      />
    );
  }
  return null;
}
