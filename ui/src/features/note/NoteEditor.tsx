import { Button, Group, Textarea } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { Keys } from '@/components/Kbd/Keys';
import classes from './NoteEditor.module.css';

type NoteEditorProps = {
  note: string | null;
  readOnly: boolean;
  commit: Commit<string | null>;
};

/** The note of a record: saved on Ctrl+Enter, on leaving the field and on leaving the page. */
export function NoteEditor({ note, readOnly, commit }: NoteEditorProps) {
  const { t } = useTranslation(['record', 'common']);
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const pending = useRef<string | null>(null);

  const store = async () => {
    const text = pending.current;
    if (text === null) return;
    pending.current = null;
    const next = text.trim() === '' ? null : text;
    const wrong = next === note ? null : await commit(next);
    setError(wrong);
    if (wrong === null) setDraft(null);
    else pending.current = text;
  };
  const change = (text: string) => {
    pending.current = text;
    setError(null);
    setDraft(text);
  };
  const storeOnLeaving = useEffectEvent(() => void store());
  useEffect(() => () => storeOnLeaving(), []);

  return (
    <div className={classes.note}>
      <Textarea
        aria-label={t('record:tab.notes')}
        placeholder={t('record:note.placeholder')}
        autosize
        minRows={8}
        readOnly={readOnly}
        value={draft ?? note ?? ''}
        error={error}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={() => void store()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void store();
          }
        }}
      />
      {draft !== null && (
        <Group gap="xs">
          <Button onClick={() => void store()}>{t('common:save')}</Button>
          <Keys keys="mod+enter" />
        </Group>
      )}
    </div>
  );
}
