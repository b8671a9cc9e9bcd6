import { ActionIcon } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord, FieldRule } from '@/bindings';
import { InlineDate } from '@/components/InlineEdit/InlineDate';
import { InlineText } from '@/components/InlineEdit/InlineText';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { type Property, PropertyList } from '@/components/PropertyList/PropertyList';
import { Section } from '@/components/Section/Section';
import { useFormat } from '@/i18n/format';
import { instantOf, localText } from '@/i18n/moment';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import classes from './CustomerFacts.module.css';

type CustomerFactsProps = {
  customer: CustomerRecord;
  readOnly: boolean;
  commitOf: (field: string) => Commit<string | null>;
};

/** The fields every customer has. */
export function CustomerFacts({ customer, readOnly, commitOf }: CustomerFactsProps) {
  const { t } = useTranslation(['record', 'customers', 'rights']);
  const format = useFormat();
  const taxRule = useRights().field('customers', 'tax_code');
  const suggestIndustry = useCallback(
    (text: string) => api.suggestValues('customer', 'industry', text),
    [],
  );
  const suggestSource = useCallback(
    (text: string) => api.suggestValues('customer', 'source', text),
    [],
  );

  const text = (
    field: 'shortName' | 'taxCode' | 'industry' | 'source',
    suggest?: (text: string) => Promise<string[]>,
    rule?: FieldRule,
  ): Property => {
    const label = t(`customers:field.${field}`);
    const commit = commitOf(field);
    return {
      key: field,
      label,
      empty: customer[field] === null,
      editor: (
        <InlineText
          label={label}
          value={customer[field] ?? ''}
          empty={t('record:empty')}
          disabled={readOnly}
          locked={readOnly || !rule ? undefined : t(`rights:locked.${rule}`)}
          suggest={suggest}
          onCommit={(value) => commit(value === '' ? null : value)}
        />
      ),
    };
  };
  const moment = (field: 'lastContactAt' | 'nextContactAt'): Property => {
    const label = t(`customers:field.${field}`);
    const at = customer[field];
    const commit = commitOf(field);
    return {
      key: field,
      label,
      empty: at === null,
      editor: (
        <InlineDate
          label={label}
          withTime
          value={at === null ? null : localText(at, format.zone)}
          display={at === null ? null : format.dateTime(at)}
          empty={t('record:empty')}
          disabled={readOnly}
          onCommit={(value) =>
            commit(value === null ? null : String(instantOf(value, format.zone)))
          }
        />
      ),
    };
  };
  const size = commitOf('size');

  return (
    <Section title={t('record:about')}>
      <PropertyList
        words={{
          showEmpty: (count) => t('record:showEmpty', { count }),
          hideEmpty: t('record:hideEmpty'),
        }}
        properties={[
          moment('lastContactAt'),
          moment('nextContactAt'),
          text('shortName'),
          text('industry', suggestIndustry),
          {
            key: 'size',
            label: t('customers:field.size'),
            empty: customer.size === null,
            editor: (
              <InlineText
                label={t('customers:field.size')}
                value={customer.size === null ? '' : String(customer.size)}
                display={customer.size === null ? undefined : format.number(customer.size)}
                empty={t('record:empty')}
                disabled={readOnly}
                inputMode="numeric"
                onCommit={(value) => size(value === '' ? null : value)}
              />
            ),
          },
          text('source', suggestSource),
          ...(taxRule === 'hidden' ? [] : [text('taxCode', undefined, taxRule)]),
          {
            key: 'website',
            label: t('customers:field.website'),
            empty: customer.website === null,
            editor: <Website customer={customer} readOnly={readOnly} commitOf={commitOf} />,
          },
        ]}
      />
    </Section>
  );
}

function Website({ customer, readOnly, commitOf }: CustomerFactsProps) {
  const { t } = useTranslation(['record', 'customers']);
  const open = useMutation({ mutationFn: (url: string) => api.openLink(url) });
  const commit = commitOf('website');
  const bare = customer.website?.replace(/^https?:\/\//i, '') ?? '';
  return (
    <div className={classes.website}>
      <InlineText
        label={t('customers:field.website')}
        value={customer.website ?? ''}
        empty={t('record:empty')}
        disabled={readOnly}
        inputMode="url"
        onCommit={(value) => commit(value === '' ? null : value)}
      />
      {bare !== '' && URL.canParse(`https://${bare}`) && (
        <ActionIcon
          aria-label={t('record:openWebsite')}
          onClick={() => open.mutate(`https://${bare}`)}
        >
          <IconExternalLink size={15} />
        </ActionIcon>
      )}
    </div>
  );
}
