import { ActionIcon } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParentRef, Preference } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { Section } from '@/components/Section/Section';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { PreferenceForm } from './PreferenceForm';
import classes from './preferences.module.css';

type PreferenceListProps = { parent: ParentRef; preferences: Preference[]; readOnly: boolean };

/** What is known of somebody's likes and habits, and how sure it is. */
export function PreferenceList({ parent, preferences, readOnly }: PreferenceListProps) {
  const { t } = useTranslation('record');
  const [editing, setEditing] = useState<string | 'new' | null>(null);
  const close = () => setEditing(null);
  return (
    <Section
      title={t('preference.title')}
      action={
        !readOnly && (
          <ActionIcon aria-label={t('preference.add')} onClick={() => setEditing('new')}>
            <IconPlus size={16} />
          </ActionIcon>
        )
      }
    >
      {preferences.length === 0 && editing !== 'new' && (
        <p className={classes.none}>{t('preference.none')}</p>
      )}
      <ul className={classes.list}>
        {preferences.map((preference) =>
          editing === preference.id ? (
            <li key={preference.id}>
              <PreferenceForm parent={parent} preference={preference} onDone={close} />
            </li>
          ) : (
            <PreferenceItem
              key={preference.id}
              preference={preference}
              readOnly={readOnly}
              onEdit={() => setEditing(preference.id)}
            />
          ),
        )}
      </ul>
      {editing === 'new' && <PreferenceForm parent={parent} preference={null} onDone={close} />}
    </Section>
  );
}

type PreferenceItemProps = { preference: Preference; readOnly: boolean; onEdit: () => void };

function PreferenceItem({ preference, readOnly, onEdit }: PreferenceItemProps) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const { key, value, source, confidence, observedOn } = preference;
  const remove = useMutation({
    mutationFn: () => api.removePreference(preference.id),
    onSuccess: () => undoable(t('preference.removed', { key })),
  });
  const origin = [
    source,
    confidence === null
      ? null
      : t('preference.sure', { percent: format.percent(confidence / 100) }),
    observedOn === null ? null : format.date(observedOn),
  ].filter(Boolean);
  return (
    <li className={classes.item}>
      <div className={classes.main}>
        <span className={classes.key}>{key}</span>
        <span className={classes.value}>{value}</span>
        {origin.length > 0 && <span className={classes.origin}>{origin.join(' · ')}</span>}
        {remove.isError && <FieldText text={errorText(remove.error).title} />}
      </div>
      {!readOnly && (
        <div className={classes.actions}>
          <ActionIcon aria-label={t('preference.edit', { key })} onClick={onEdit}>
            <IconPencil size={15} />
          </ActionIcon>
          <ActionIcon
            aria-label={t('preference.remove', { key })}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}
