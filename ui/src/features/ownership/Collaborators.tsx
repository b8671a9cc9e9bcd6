import { ActionIcon } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collaborator, CustomerRecord } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { Initials } from '@/components/Display/Initials';
import { InlineSelect } from '@/components/InlineEdit/InlineSelect';
import { Section } from '@/components/Section/Section';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { collaboratorsQuery } from '@/ipc/ownership';
import { CollaboratorForm } from './CollaboratorForm';
import classes from './ownership.module.css';

type CollaboratorsProps = { customer: CustomerRecord; readOnly: boolean };

/** Who works on a customer beside its owner, and how far. */
export function Collaborators({ customer, readOnly }: CollaboratorsProps) {
  const { t } = useTranslation(['ownership', 'common']);
  const errorText = useErrorText();
  const undoable = useUndoToast();
  const [adding, setAdding] = useState(false);
  const helpers = useQuery(collaboratorsQuery(customer.id));
  const remove = useMutation({
    mutationFn: ({ user }: Collaborator) => api.removeCollaborator(customer.id, user.id),
    onSuccess: (_, { user }) => undoable(t('ownership:collaborators.removed', { name: user.name })),
  });
  const failed = helpers.error ?? remove.error;
  const known = helpers.data ?? [];

  async function allow({ user }: Collaborator, may: string | null): Promise<string | null> {
    try {
      await api.setCollaborator(customer.id, user.id, may === 'edit');
      undoable(t('ownership:collaborators.changed', { name: user.name }));
      return null;
    } catch (failure) {
      return errorText(failure).title;
    }
  }

  return (
    <Section
      title={t('ownership:collaborators.title')}
      count={known.length}
      action={
        !readOnly && (
          <ActionIcon aria-label={t('ownership:collaborators.add')} onClick={() => setAdding(true)}>
            <IconPlus size={16} />
          </ActionIcon>
        )
      }
    >
      {adding && (
        <CollaboratorForm
          customer={customer}
          known={known.map(({ user }) => user.id)}
          onDone={() => setAdding(false)}
        />
      )}
      {helpers.isSuccess && known.length === 0 && !adding && (
        <p className={classes.none}>{t('ownership:collaborators.none')}</p>
      )}
      {failed && <FieldText text={errorText(failed).title} />}
      <ul className={classes.list}>
        {known.map((helper) => (
          <li key={helper.user.id} className={classes.person}>
            <Initials id={helper.user.id} name={helper.user.name} />
            <span>{helper.user.name}</span>
            <div className={classes.may}>
              <InlineSelect
                label={t('ownership:collaborators.mayOf', { name: helper.user.name })}
                value={helper.mayEdit ? 'edit' : 'view'}
                options={[
                  { value: 'edit', label: t('ownership:collaborators.edit') },
                  { value: 'view', label: t('ownership:collaborators.view') },
                ]}
                empty={t('ownership:collaborators.view')}
                disabled={readOnly}
                nothingFound={t('common:nothingFound')}
                onCommit={(may) => allow(helper, may)}
              />
            </div>
            {!readOnly && (
              <ActionIcon
                aria-label={t('ownership:collaborators.remove', { name: helper.user.name })}
                onClick={() => remove.mutate(helper)}
              >
                <IconX size={15} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
