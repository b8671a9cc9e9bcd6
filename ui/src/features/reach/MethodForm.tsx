import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactMethod, MethodDraft, MethodKind, ParentRef } from '@/bindings';
import { InlineForm } from '@/components/InlineForm/InlineForm';
import { MethodFields } from '@/components/MethodFields/MethodFields';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { guardedField, objectOf } from '@/ipc/reveal';
import { useRights } from '@/ipc/rights';

const KINDS: readonly MethodKind[] = [
  'mobile',
  'phone',
  'email',
  'wechat',
  'qq',
  'whatsapp',
  'website',
  'fax',
  'other',
];

type MethodFormProps = { parent: ParentRef; method: ContactMethod | null; onDone: () => void };

export function MethodForm({ parent, method, onDone }: MethodFormProps) {
  const { t } = useTranslation(['customers', 'common']);
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const rights = useRights();
  // A kind whose field has a rule is for others to write.
  const open = KINDS.filter((kind) => {
    const field = guardedField(kind);
    return field === undefined || rights.field(objectOf(parent.kind), field) === undefined;
  });
  const [draft, setDraft] = useState<MethodDraft>({
    kind: method?.kind ?? open[0] ?? 'other',
    label: method?.label ?? null,
    raw: method?.raw ?? '',
  });
  const save = useMutation({
    mutationFn: async () => {
      if (method === null) await api.addMethod(parent, draft);
      else await api.updateMethod(method.id, draft);
    },
    onSuccess: onDone,
  });
  const wrong = Object.values(fieldErrors(save.error))[0];
  return (
    <InlineForm
      words={{ save: t('common:save'), cancel: t('common:cancel') }}
      saving={save.isPending}
      error={save.error && !wrong ? errorText(save.error).title : null}
      onSave={() => save.mutate()}
      onCancel={onDone}
    >
      <MethodFields
        plain
        value={draft}
        onChange={setDraft}
        kinds={open.map((value) => ({ value, label: t(`customers:method.${value}`) }))}
        words={{
          kind: t('customers:methods.kind'),
          value: t('customers:methods.value'),
          label: t('customers:methods.label'),
          remove: t('customers:methods.remove'),
        }}
        error={wrong ? fieldText(wrong) : null}
      />
      <TextInput
        aria-label={t('customers:methods.label')}
        placeholder={t('customers:methods.label')}
        value={draft.label ?? ''}
        onChange={(event) => setDraft({ ...draft, label: event.currentTarget.value || null })}
      />
    </InlineForm>
  );
}
