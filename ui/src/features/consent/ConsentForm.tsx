import { Group, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment, Consent, ConsentDraft, ParentRef } from '@/bindings';
import { CivilDateInput } from '@/components/CivilDateInput/CivilDateInput';
import { InlineForm } from '@/components/InlineForm/InlineForm';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';

const CHANNELS = ['phone', 'sms', 'email', 'wechat', 'post', 'other'] as const;
const PURPOSES = ['marketing', 'service', 'profiling', 'sharing'] as const;
const STATES = ['given', 'withdrawn'] as const;
const BASES = ['consent', 'contract', 'legitimate_interest', 'legal_duty'] as const;

type ConsentFormProps = {
  parent: ParentRef;
  files: Attachment[];
  /** The statement that is overtaken: the new one most likely says the opposite. */
  said: Consent | null;
  onDone: () => void;
};

export function ConsentForm({ parent, files, said, onDone }: ConsentFormProps) {
  const { t } = useTranslation(['consent', 'common']);
  const format = useFormat();
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const undoable = useUndoToast();
  const [draft, setDraft] = useState<ConsentDraft>({
    channel: said?.channel ?? 'phone',
    purpose: said?.purpose ?? 'marketing',
    state: said?.state === 'given' ? 'withdrawn' : 'given',
    basis: said?.basis ?? 'consent',
    source: null,
    proof: null,
    fileId: null,
    statedOn: format.today(),
  });
  const save = useMutation({
    mutationFn: () => api.recordConsent(parent, draft),
    onSuccess: () => {
      undoable(t('consent:recorded'));
      onDone();
    },
  });
  const wrong = fieldErrors(save.error);
  const error = (field: keyof ConsentDraft) => wrong[field] && fieldText(wrong[field]);
  const choice = <F extends 'channel' | 'purpose' | 'state' | 'basis'>(
    field: F,
    options: readonly ConsentDraft[F][],
    words: (option: ConsentDraft[F]) => string,
  ) => (
    <Select
      label={t(`consent:label.${field}`)}
      data={options.map((value) => ({ value, label: words(value) }))}
      value={draft[field]}
      allowDeselect={false}
      error={error(field)}
      onChange={(value) => {
        const chosen = options.find((option) => option === value);
        if (chosen !== undefined) setDraft({ ...draft, [field]: chosen });
      }}
    />
  );
  return (
    <InlineForm
      words={{ save: t('common:save'), cancel: t('common:cancel') }}
      saving={save.isPending}
      error={save.error && Object.keys(wrong).length === 0 ? errorText(save.error).title : null}
      onSave={() => save.mutate()}
      onCancel={onDone}
    >
      <Group gap="xs" grow align="flex-start">
        {choice('channel', CHANNELS, (name) => t(`consent:channel.${name}`))}
        {choice('purpose', PURPOSES, (name) => t(`consent:purpose.${name}`))}
      </Group>
      <Group gap="xs" grow align="flex-start">
        {choice('state', STATES, (name) => t(`consent:state.${name}`))}
        {choice('basis', BASES, (name) => t(`consent:basis.${name}`))}
      </Group>
      <CivilDateInput
        label={t('consent:label.statedOn')}
        value={draft.statedOn}
        error={error('statedOn')}
        onChange={(statedOn) => setDraft({ ...draft, statedOn })}
      />
      <TextInput
        label={t('consent:label.source')}
        placeholder={t('consent:sourceHint')}
        value={draft.source ?? ''}
        error={error('source')}
        onChange={(event) => setDraft({ ...draft, source: event.currentTarget.value || null })}
      />
      <Textarea
        label={t('consent:label.proof')}
        autosize
        value={draft.proof ?? ''}
        error={error('proof')}
        onChange={(event) => setDraft({ ...draft, proof: event.currentTarget.value || null })}
      />
      {files.length > 0 && (
        <Select
          label={t('consent:label.file')}
          data={files.map(({ id, fileName }) => ({ value: id, label: fileName }))}
          value={draft.fileId}
          clearable
          error={error('fileId')}
          onChange={(fileId) => setDraft({ ...draft, fileId })}
        />
      )}
    </InlineForm>
  );
}
