import { Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductDraft, ProductRow } from '@/bindings';
import { CurrencySelect } from '@/components/Currency/CurrencySelect';
import { FormFoot } from '@/components/FormFoot/FormFoot';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { usePreferences } from '@/ipc/preferences';

type Props = { product: ProductRow | null; onDone: () => void };

/** What is known of a product, new or there already. */
export function ProductForm({ product, onDone }: Props) {
  const { t } = useTranslation(['products', 'common']);
  const format = useFormat();
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const undoable = useUndoToast();
  const { defaultCurrency } = usePreferences();
  const [draft, setDraft] = useState<ProductDraft>(() => ({
    name: product?.name ?? '',
    sku: product?.sku ?? null,
    category: product?.category ?? null,
    price: product?.price ? format.moneyInput(product.price) : null,
    currency: product?.price?.currency ?? defaultCurrency,
  }));
  const save = useMutation({
    mutationFn: async () => {
      if (product === null) await api.createProduct(draft);
      else await api.updateProduct(product.id, draft);
    },
    onSuccess: () => {
      const name = draft.name.trim();
      undoable(product === null ? t('products:created', { name }) : t('products:saved', { name }));
      onDone();
    },
  });
  const refused = fieldErrors(save.error);
  const refusal = (field: keyof ProductDraft) => refused[field] && fieldText(refused[field]);
  const line = (field: 'sku' | 'category' | 'price') => ({
    label: t(`products:field.${field}`),
    value: draft[field] ?? '',
    error: refusal(field),
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [field]: event.currentTarget.value || null }),
  });
  const failed = save.error && commandError(save.error).kind !== 'invalid';

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          withAsterisk
          label={t('products:field.name')}
          value={draft.name}
          error={refusal('name')}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Group grow align="flex-start" gap="sm">
          <TextInput {...line('sku')} />
          <TextInput {...line('category')} />
        </Group>
        <Group grow align="flex-start" gap="sm">
          <TextInput {...line('price')} inputMode="decimal" />
          <CurrencySelect
            nameOf={format.currencyName}
            nothingFound={t('common:nothingFound')}
            label={t('products:field.currency')}
            value={draft.currency ?? defaultCurrency}
            error={refusal('currency')}
            onChange={(currency) => setDraft({ ...draft, currency })}
          />
        </Group>
        {failed && <FailureNote {...errorText(save.error)} />}
        <FormFoot
          words={{ save: t('common:save'), cancel: t('common:cancel') }}
          saving={save.isPending}
          onCancel={onDone}
        />
      </Stack>
    </form>
  );
}
