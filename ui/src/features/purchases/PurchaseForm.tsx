import { Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerId, Purchase, PurchaseDraft } from '@/bindings';
import { CivilDateInput } from '@/components/CivilDateInput/CivilDateInput';
import { CurrencySelect } from '@/components/Currency/CurrencySelect';
import { FieldText } from '@/components/Display/FieldText';
import { FormFoot } from '@/components/FormFoot/FormFoot';
import { TypeAhead } from '@/components/TypeAhead/TypeAhead';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { usePreferences } from '@/ipc/preferences';
import { useRights } from '@/ipc/rights';
import { productsQuery } from './queries';

type PurchaseFormProps = {
  customerId: CustomerId;
  purchase: Purchase | null;
  onDone: () => void;
};

const OFFERED = 8;

export function PurchaseForm({ customerId, purchase, onDone }: PurchaseFormProps) {
  const { t } = useTranslation(['purchases', 'common']);
  const format = useFormat();
  const client = useQueryClient();
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const rights = useRights();
  const { defaultCurrency } = usePreferences();
  const [changed, setChanged] = useState<Partial<PurchaseDraft>>({});
  const draft: PurchaseDraft = {
    customerId,
    productId: purchase?.productId ?? null,
    boughtOn: purchase?.boughtOn ?? format.today(),
    quantity: purchase?.quantity ?? '1',
    amount: purchase === null ? '' : format.moneyInput(purchase.amount),
    currency: purchase?.amount.currency ?? defaultCurrency,
    source: purchase?.source ?? null,
    reference: purchase?.reference ?? null,
    ...changed,
  };
  const change = (fields: Partial<PurchaseDraft>) => setChanged({ ...changed, ...fields });

  const save = useMutation({
    mutationFn: async () => {
      if (purchase === null) await api.createPurchase(draft);
      else await api.updatePurchase(purchase.id, draft);
    },
    onSuccess: onDone,
  });
  const newProduct = useMutation({
    mutationFn: (name: string) =>
      api.createProduct({ name, sku: null, category: null, price: null, currency: null }),
    onSuccess: (productId) => change({ productId }),
  });
  const search = useCallback(
    async (text: string) => {
      const found = await client.fetchQuery(productsQuery(text));
      return found.slice(0, OFFERED).map(({ id, name, sku }) => ({
        value: id,
        label: sku === null ? name : `${name} · ${sku}`,
      }));
    },
    [client],
  );

  const wrong = fieldErrors(save.error);
  const error = (field: keyof PurchaseDraft) => wrong[field] && fieldText(wrong[field]);
  const failed = save.error && Object.keys(wrong).length === 0 ? save.error : newProduct.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate();
      }}
    >
      <Stack gap="sm">
        <Group grow align="flex-start" gap="sm">
          <TextInput
            label={t('purchases:field.amount')}
            inputMode="decimal"
            required
            data-autofocus
            value={draft.amount}
            error={error('amount')}
            onChange={(event) => change({ amount: event.currentTarget.value })}
          />
          <CurrencySelect
            nameOf={format.currencyName}
            nothingFound={t('common:nothingFound')}
            label={t('purchases:field.currency')}
            value={draft.currency}
            error={error('currency')}
            onChange={(currency) => change({ currency })}
          />
        </Group>
        <Group grow align="flex-start" gap="sm">
          <CivilDateInput
            label={t('purchases:field.boughtOn')}
            required
            value={draft.boughtOn}
            error={error('boughtOn')}
            onChange={(boughtOn) => boughtOn !== null && change({ boughtOn })}
          />
          <TextInput
            label={t('purchases:field.quantity')}
            inputMode="decimal"
            value={draft.quantity}
            error={error('quantity')}
            onChange={(event) => change({ quantity: event.currentTarget.value })}
          />
        </Group>
        <TypeAhead
          key={draft.productId}
          label={t('purchases:field.product')}
          placeholder={t('purchases:productHint')}
          value={draft.productId}
          initial={
            purchase?.productId === draft.productId && purchase?.product
              ? { value: purchase.productId ?? '', label: purchase.product }
              : newProduct.data === draft.productId && newProduct.variables !== undefined
                ? { value: newProduct.data ?? '', label: newProduct.variables }
                : null
          }
          search={search}
          createLabel={
            rights.may('products', 'create')
              ? (name) => t('purchases:newProduct', { name })
              : undefined
          }
          nothingFound={t('common:nothingFound')}
          error={error('productId') ?? null}
          disabled={newProduct.isPending}
          onChoose={(choice) => change({ productId: choice?.value ?? null })}
          onCreate={(name) => newProduct.mutate(name)}
        />
        <Group grow align="flex-start" gap="sm">
          <TextInput
            label={t('purchases:field.source')}
            value={draft.source ?? ''}
            error={error('source')}
            onChange={(event) => change({ source: event.currentTarget.value || null })}
          />
          <TextInput
            label={t('purchases:field.reference')}
            value={draft.reference ?? ''}
            error={error('reference')}
            onChange={(event) => change({ reference: event.currentTarget.value || null })}
          />
        </Group>
        {failed && <FieldText text={errorText(failed).title} />}
        <FormFoot
          words={{ save: t('common:save'), cancel: t('common:cancel') }}
          saving={save.isPending}
          onCancel={onDone}
        />
      </Stack>
    </form>
  );
}
