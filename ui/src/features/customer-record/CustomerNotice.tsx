import { IconArchive, IconLock, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Action, CustomerRecord } from '@/bindings';
import { RecordBanner } from '@/components/RecordBanner/RecordBanner';
import { useFormat } from '@/i18n/format';
import { useRights } from '@/ipc/rights';
import type { useFate } from './use-fate';

type CustomerNoticeProps = {
  customer: CustomerRecord;
  may: (action: Action) => boolean;
  fate: ReturnType<typeof useFate>;
};

/** That a customer is deleted, archived or for others to change, and the way back. */
export function CustomerNotice({ customer, may, fate }: CustomerNoticeProps) {
  const { t } = useTranslation(['record', 'common']);
  const format = useFormat();
  const known = useRights().user !== undefined;
  if (customer.deletedAt !== null) {
    return (
      <RecordBanner
        icon={<IconTrash size={16} aria-hidden />}
        text={t('record:deletedOn', { date: format.dateTime(customer.deletedAt) })}
        action={t('common:restore')}
        onAction={may('delete') ? fate.restore : null}
      />
    );
  }
  if (customer.archivedAt !== null) {
    return (
      <RecordBanner
        icon={<IconArchive size={16} aria-hidden />}
        text={t('record:archivedOn', { date: format.dateTime(customer.archivedAt) })}
        action={t('common:unarchive')}
        onAction={may('edit') ? fate.unarchive : null}
      />
    );
  }
  if (known && !may('edit')) {
    return <RecordBanner icon={<IconLock size={16} aria-hidden />} text={t('record:viewOnly')} />;
  }
  return null;
}
