import { TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Address, AddressDraft, ParentRef } from '@/bindings';
import { AddressFields } from '@/components/AddressFields/AddressFields';
import { InlineForm } from '@/components/InlineForm/InlineForm';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { countriesQuery, divisionsQuery } from '@/ipc/lookups';
import { usePreferences } from '@/ipc/preferences';

type AddressFormProps = { parent: ParentRef; address: Address | null; onDone: () => void };

function draftOf(address: Address | null, country: string): AddressDraft {
  return {
    label: address?.label ?? null,
    country: address?.country ?? country,
    division: address?.division ?? null,
    province: address?.province ?? null,
    city: address?.city ?? null,
    district: address?.district ?? null,
    street: address?.street ?? null,
    postcode: address?.postcode ?? null,
  };
}

export function AddressForm({ parent, address, onDone }: AddressFormProps) {
  const { t } = useTranslation(['customers', 'common']);
  const format = useFormat();
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const countries = useQuery(countriesQuery).data ?? [];
  const divisions = useQuery(divisionsQuery).data ?? [];
  const { defaultCountry } = usePreferences();
  const [draft, setDraft] = useState<AddressDraft>(() => draftOf(address, defaultCountry));
  const save = useMutation({
    mutationFn: async () => {
      if (address === null) await api.addAddress(parent, draft);
      else await api.updateAddress(address.id, draft);
    },
    onSuccess: onDone,
  });
  const wrong = fieldErrors(save.error);
  return (
    <InlineForm
      words={{ save: t('common:save'), cancel: t('common:cancel') }}
      saving={save.isPending}
      error={save.error && Object.keys(wrong).length === 0 ? errorText(save.error).title : null}
      onSave={() => save.mutate()}
      onCancel={onDone}
    >
      <AddressFields
        value={draft}
        onChange={(value) => setDraft({ ...draft, ...value })}
        countries={countries.map(({ code, en, zh }) => ({
          code,
          name: format.language === 'zh-CN' ? zh : en,
        }))}
        divisions={divisions}
        words={{
          country: t('customers:address.country'),
          division: t('customers:address.division'),
          chooseDivision: t('customers:address.chooseDivision'),
          province: t('customers:address.province'),
          city: t('customers:address.city'),
          district: t('customers:address.district'),
          street: t('customers:address.street'),
          postcode: t('customers:address.postcode'),
        }}
        errors={Object.fromEntries(
          Object.entries(wrong).map(([field, error]) => [field, fieldText(error)]),
        )}
      />
      <TextInput
        label={t('customers:address.label')}
        value={draft.label ?? ''}
        onChange={(event) => setDraft({ ...draft, label: event.currentTarget.value || null })}
      />
    </InlineForm>
  );
}
