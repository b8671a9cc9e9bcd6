import { IconArchive, IconLock, IconMessageOff, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '@/bindings';
import { RecordBanner } from '@/components/RecordBanner/RecordBanner';
import { useFormat } from '@/i18n/format';

type ContactNoticeProps = {
  contact: ContactRecord;
  mayEdit: boolean;
  /** Null, these three, where the way back is for others. */
  onRestore: (() => void) | null;
  onUnarchive: (() => void) | null;
  onAllow: (() => void) | null;
};

/** That a contact is deleted, archived, or wants to be left in peace, and the way back. */
export function ContactNotice(props: ContactNoticeProps) {
  const { contact, mayEdit, onRestore, onUnarchive, onAllow } = props;
  const { t } = useTranslation(['record', 'common']);
  const format = useFormat();
  if (contact.deletedAt !== null) {
    return (
      <RecordBanner
        icon={<IconTrash size={16} aria-hidden />}
        text={t('record:contact.deletedOn', { date: format.dateTime(contact.deletedAt) })}
        action={t('common:restore')}
        onAction={onRestore}
      />
    );
  }
  if (contact.archivedAt !== null) {
    return (
      <RecordBanner
        icon={<IconArchive size={16} aria-hidden />}
        text={t('record:contact.archivedOn', { date: format.dateTime(contact.archivedAt) })}
        action={t('common:unarchive')}
        onAction={onUnarchive}
      />
    );
  }
  if (contact.doNotContact) {
    return (
      <RecordBanner
        icon={<IconMessageOff size={16} aria-hidden />}
        text={t('record:contact.leaveInPeace')}
        action={t('record:contact.allow')}
        onAction={onAllow}
      />
    );
  }
  if (!mayEdit) {
    return (
      <RecordBanner icon={<IconLock size={16} aria-hidden />} text={t('record:contact.viewOnly')} />
    );
  }
  return null;
}
