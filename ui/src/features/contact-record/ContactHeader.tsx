import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '@/bindings';
import { InlineSelect } from '@/components/InlineEdit/InlineSelect';
import { InlineText } from '@/components/InlineEdit/InlineText';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { RecordHeader } from '@/components/RecordHeader/RecordHeader';

type ContactHeaderProps = {
  contact: ContactRecord;
  readOnly: boolean;
  tags: ReactNode;
  commitOf: (field: string) => Commit<string | null>;
};

/** Who this person is, at a glance. */
export function ContactHeader({ contact, readOnly, tags, commitOf }: ContactHeaderProps) {
  const { t } = useTranslation(['record', 'customers', 'common']);
  const line = (field: 'title' | 'department') => {
    const label = t(`record:contact.${field}`);
    const commit = commitOf(field);
    return {
      key: field,
      label,
      value: (
        <InlineText
          label={label}
          value={contact[field] ?? ''}
          empty={t('record:empty')}
          disabled={readOnly}
          onCommit={(value) => commit(value === '' ? null : value)}
        />
      ),
    };
  };
  return (
    <RecordHeader
      id={contact.id}
      name={contact.name}
      title={
        <InlineText
          label={t('customers:field.name')}
          value={contact.name}
          empty={t('record:empty')}
          disabled={readOnly}
          onCommit={commitOf('name')}
        />
      }
      facts={[
        line('title'),
        line('department'),
        {
          key: 'doNotContact',
          label: t('record:contact.doNotContact'),
          value: (
            <InlineSelect
              label={t('record:contact.doNotContact')}
              value={String(contact.doNotContact)}
              options={[
                { value: 'false', label: t('common:no') },
                { value: 'true', label: t('common:yes') },
              ]}
              empty={t('record:empty')}
              disabled={readOnly}
              nothingFound={t('common:nothingFound')}
              onCommit={commitOf('doNotContact')}
            />
          ),
        },
      ]}
      tags={tags}
    />
  );
}
