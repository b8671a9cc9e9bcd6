import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '@/bindings';
import { RecordOrigin } from '@/components/RecordOrigin/RecordOrigin';
import { useFormat } from '@/i18n/format';

/** When and by whom the contact came to be, and was last touched. */
export function ContactOrigin({ contact }: { contact: ContactRecord }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return (
    <RecordOrigin
      facts={[
        {
          label: t('field.createdAt'),
          text: format.dateTime(contact.createdAt),
          by: contact.createdBy?.name ?? null,
        },
        {
          label: t('field.updatedAt'),
          text: format.dateTime(contact.updatedAt),
          by: contact.updatedBy?.name ?? null,
        },
      ]}
    />
  );
}
