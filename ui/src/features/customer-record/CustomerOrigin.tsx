import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@/bindings';
import { RecordOrigin } from '@/components/RecordOrigin/RecordOrigin';
import { useFormat } from '@/i18n/format';

/** When and by whom the customer came to be, and was last touched. */
export function CustomerOrigin({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return (
    <RecordOrigin
      facts={[
        {
          label: t('field.createdAt'),
          text: format.dateTime(customer.createdAt),
          by: customer.createdBy?.name ?? null,
        },
        {
          label: t('field.updatedAt'),
          text: format.dateTime(customer.updatedAt),
          by: customer.updatedBy?.name ?? null,
        },
        ...(customer.ownerSince === null
          ? []
          : [{ label: t('field.ownerSince'), text: format.day(customer.ownerSince), by: null }]),
        ...(customer.region === null
          ? []
          : [{ label: t('field.region'), text: format.region(customer.region), by: null }]),
      ]}
    />
  );
}
