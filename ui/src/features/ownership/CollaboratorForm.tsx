import { SegmentedControl } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord, UserId } from '@/bindings';
import { InlineForm } from '@/components/InlineForm/InlineForm';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { UserPicker } from '@/components/UserPicker/UserPicker';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { usersQuery } from '@/ipc/lookups';

type CollaboratorFormProps = {
  customer: CustomerRecord;
  /** Who works on it already. */
  known: readonly UserId[];
  onDone: () => void;
};

export function CollaboratorForm({ customer, known, onDone }: CollaboratorFormProps) {
  const { t } = useTranslation(['ownership', 'common']);
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const undoable = useUndoToast();
  const users = useQuery(usersQuery).data ?? [];
  const others = users.filter(({ id }) => id !== customer.owner?.id && !known.includes(id));
  const [who, setWho] = useState<UserId | null>(null);
  const [may, setMay] = useState<'edit' | 'view'>('edit');
  const add = useMutation({
    mutationFn: (user: UserId) => api.setCollaborator(customer.id, user, may === 'edit'),
    onSuccess: (_, user) => {
      const name = users.find(({ id }) => id === user)?.name ?? '';
      undoable(t('ownership:collaborators.added', { name }));
      onDone();
    },
  });
  const refused = fieldErrors(add.error).user;
  return (
    <InlineForm
      words={{ save: t('common:add'), cancel: t('common:cancel') }}
      saving={add.isPending}
      error={add.error && !refused ? errorText(add.error).title : null}
      onSave={() => who !== null && add.mutate(who)}
      onCancel={onDone}
    >
      <UserPicker
        label={t('ownership:collaborators.who')}
        people={others}
        value={who}
        onChange={setWho}
        nothingFound={t('ownership:collaborators.nobodyLeft')}
        error={refused && fieldText(refused)}
      />
      <SegmentedControl
        aria-label={t('ownership:collaborators.may')}
        value={may}
        onChange={setMay}
        data={[
          { value: 'edit', label: t('ownership:collaborators.edit') },
          { value: 'view', label: t('ownership:collaborators.view') },
        ]}
      />
    </InlineForm>
  );
}
