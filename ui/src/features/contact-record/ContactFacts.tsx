import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '@/bindings';
import { InlineDate } from '@/components/InlineEdit/InlineDate';
import { InlineSelect } from '@/components/InlineEdit/InlineSelect';
import { InlineText } from '@/components/InlineEdit/InlineText';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { type Property, PropertyList } from '@/components/PropertyList/PropertyList';
import { Section } from '@/components/Section/Section';
import { useFormat } from '@/i18n/format';
import { useRights } from '@/ipc/rights';

const GENDERS = ['female', 'male', 'other'] as const;

type ContactFactsProps = {
  contact: ContactRecord;
  readOnly: boolean;
  commitOf: (field: string) => Commit<string | null>;
};

/** The fields every contact has. */
export function ContactFacts({ contact, readOnly, commitOf }: ContactFactsProps) {
  const { t } = useTranslation(['record', 'customers', 'common', 'rights']);
  const format = useFormat();
  const rule = useRights().field('contacts', 'birthday');
  const shared = { empty: t('record:empty'), disabled: readOnly };
  const text = (field: 'familyName' | 'givenName') => {
    const label = t(`record:contact.${field}`);
    const commit = commitOf(field);
    return {
      key: field,
      label,
      empty: contact[field] === null,
      editor: (
        <InlineText
          {...shared}
          label={label}
          value={contact[field] ?? ''}
          onCommit={(value) => commit(value === '' ? null : value)}
        />
      ),
    };
  };
  const birthday: Property = {
    key: 'birthdayOn',
    label: t('record:contact.birthdayOn'),
    empty: contact.birthdayOn === null,
    editor: (
      <InlineDate
        {...shared}
        label={t('record:contact.birthdayOn')}
        value={contact.birthdayOn}
        display={contact.birthdayOn === null ? null : format.date(contact.birthdayOn)}
        locked={readOnly || !rule ? undefined : t(`rights:locked.${rule}`)}
        onCommit={commitOf('birthdayOn')}
      />
    ),
  };
  return (
    <Section title={t('record:about')}>
      <PropertyList
        words={{
          showEmpty: (count) => t('record:showEmpty', { count }),
          hideEmpty: t('record:hideEmpty'),
        }}
        properties={[
          text('familyName'),
          text('givenName'),
          {
            key: 'gender',
            label: t('record:contact.gender'),
            empty: contact.gender === null,
            editor: (
              <InlineSelect
                {...shared}
                label={t('record:contact.gender')}
                value={contact.gender}
                options={GENDERS.map((value) => ({
                  value,
                  label: t(`customers:gender.${value}`),
                }))}
                clearable
                nothingFound={t('common:nothingFound')}
                onCommit={commitOf('gender')}
              />
            ),
          },
          ...(rule === 'hidden' ? [] : [birthday]),
        ]}
      />
    </Section>
  );
}
