import { Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserDraft, UserRow } from '@/bindings';
import { FormFoot } from '@/components/FormFoot/FormFoot';
import { FailureNote } from '@/components/States/FailureNote';
import { UserPicker } from '@/components/UserPicker/UserPicker';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';

type Props = { person: UserRow | null; people: readonly UserRow[]; onDone: () => void };

const NOBODY: UserDraft = { name: '', email: null, managerId: null, team: null, region: null };

export function PersonForm({ person, people, onDone }: Props) {
  const { t } = useTranslation('settings');
  const fieldText = useFieldText();
  const errorText = useErrorText();
  const [draft, setDraft] = useState<UserDraft>(() => {
    if (!person) return NOBODY;
    const { name, email, managerId, team, region } = person;
    return { name, email, managerId, team, region };
  });
  const save = useMutation({
    mutationFn: async () => {
      if (person) await api.updateUser(person.id, draft);
      else await api.createUser(draft);
    },
    onSuccess: onDone,
  });
  const refused = fieldErrors(save.error);
  const refusal = (field: string) => (refused[field] ? fieldText(refused[field]) : null);
  const text = (field: 'email' | 'team' | 'region') => ({
    label: t(`people.${field}`),
    value: draft[field] ?? '',
    error: refusal(field),
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [field]: event.currentTarget.value || null }),
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('people.name')}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          error={refusal('name')}
          data-autofocus
          required
        />
        <TextInput {...text('email')} type="email" />
        <UserPicker
          label={t('people.manager')}
          people={people.filter(({ id }) => id !== person?.id)}
          value={draft.managerId}
          onChange={(managerId) => setDraft({ ...draft, managerId })}
          nothingFound={t('common:nothingFound')}
          error={refusal('managerId')}
        />
        <TextInput {...text('team')} />
        <TextInput {...text('region')} />
        {save.error && commandError(save.error).kind !== 'invalid' && (
          <FailureNote {...errorText(save.error)} />
        )}
        <FormFoot
          words={{ save: t('common:save'), cancel: t('common:cancel') }}
          saving={save.isPending}
          onCancel={onDone}
        />
      </Stack>
    </form>
  );
}
