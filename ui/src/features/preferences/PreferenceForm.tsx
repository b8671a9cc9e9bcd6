import { Group, NumberInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParentRef, Preference, PreferenceDraft } from '@/bindings';
import { CivilDateInput } from '@/components/CivilDateInput/CivilDateInput';
import { InlineForm } from '@/components/InlineForm/InlineForm';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';

type PreferenceFormProps = {
  parent: ParentRef;
  preference: Preference | null;
  onDone: () => void;
};

export function PreferenceForm({ parent, preference, onDone }: PreferenceFormProps) {
  const { t } = useTranslation(['record', 'common']);
  const format = useFormat();
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const [draft, setDraft] = useState<PreferenceDraft>({
    key: preference?.key ?? '',
    value: preference?.value ?? '',
    source: preference?.source ?? null,
    confidence: preference?.confidence ?? null,
    observedOn: preference ? preference.observedOn : format.today(),
  });
  const save = useMutation({
    mutationFn: async () => {
      if (preference === null) await api.addPreference(parent, draft);
      else await api.updatePreference(preference.id, draft);
    },
    onSuccess: onDone,
  });
  const wrong = fieldErrors(save.error);
  const error = (field: keyof PreferenceDraft) => wrong[field] && fieldText(wrong[field]);
  return (
    <InlineForm
      words={{ save: t('common:save'), cancel: t('common:cancel') }}
      saving={save.isPending}
      error={save.error && Object.keys(wrong).length === 0 ? errorText(save.error).title : null}
      onSave={() => save.mutate()}
      onCancel={onDone}
    >
      <TextInput
        label={t('record:preference.key')}
        placeholder={t('record:preference.keyHint')}
        value={draft.key}
        error={error('key')}
        onChange={(event) => setDraft({ ...draft, key: event.currentTarget.value })}
      />
      <TextInput
        label={t('record:preference.value')}
        value={draft.value}
        error={error('value')}
        onChange={(event) => setDraft({ ...draft, value: event.currentTarget.value })}
      />
      <TextInput
        label={t('record:preference.source')}
        value={draft.source ?? ''}
        error={error('source')}
        onChange={(event) => setDraft({ ...draft, source: event.currentTarget.value || null })}
      />
      <Group gap="xs" grow align="flex-start">
        <NumberInput
          label={t('record:preference.confidence')}
          min={0}
          max={100}
          suffix=" %"
          allowDecimal={false}
          value={draft.confidence ?? ''}
          error={error('confidence')}
          onChange={(value) =>
            setDraft({ ...draft, confidence: typeof value === 'number' ? value : null })
          }
        />
        <CivilDateInput
          label={t('record:preference.observedOn')}
          clearable
          value={draft.observedOn}
          error={error('observedOn')}
          onChange={(observedOn) => setDraft({ ...draft, observedOn })}
        />
      </Group>
    </InlineForm>
  );
}
