import { Alert, Button, Group, Textarea } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParentRef } from '@/bindings';
import { LockNote } from '@/components/Display/LockNote';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { Keys } from '@/components/Kbd/Keys';
import { useFormat } from '@/i18n/format';
import classes from './NoteEditor.module.css';
import { useDraft } from './use-draft';

type NoteEditorProps = {
  /** The record the note belongs to. */
  record: ParentRef;
  note: string | null;
  readOnly: boolean;
  /** Why it cannot be written here, where that is not plain. */
  lock?: string;
  commit: Commit<string | null>;
};

/**
 * The note of a record: saved on Ctrl+Enter, on leaving the field and on leaving the page. What the program
 * was closed over is offered again.
 */
export function NoteEditor(props: NoteEditorProps) {
  const { record, note, lock, commit } = props;
  const readOnly = props.readOnly || lock !== undefined;
  const { t } = useTranslation(['record', 'common']);
  const format = useFormat();
  const draft = useDraft(record, 'note', !readOnly);
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const pending = useRef<string | null>(null);
  const left = draft.found !== null && draft.found.text !== (note ?? '') ? draft.found : null;
  const offered = typed === null ? left : null;
  const shown = typed ?? offered?.text ?? note ?? '';

  const store = async (text: string | null) => {
    if (text === null) return;
    pending.current = null;
    const next = text.trim() === '' ? null : text;
    const wrong = next === note ? null : await commit(next);
    setError(wrong);
    if (wrong === null) {
      draft.forget();
      setTyped(null);
    } else {
      pending.current = text;
    }
  };
  const change = (text: string) => {
    pending.current = text;
    setError(null);
    setTyped(text);
    draft.keep(text);
  };
  const storeOnLeaving = useEffectEvent(() => void store(pending.current));
  useEffect(() => () => storeOnLeaving(), []);

  return (
    <div className={classes.note}>
      {offered && (
        <Alert
          color="yellow"
          role="status"
          title={t('record:note.kept', { when: format.dateTime(offered.at) })}
        >
          <Group gap="xs">
            <Button onClick={() => void store(offered.text)}>{t('common:save')}</Button>
            <Button variant="default" onClick={draft.forget}>
              {t('record:note.discard')}
            </Button>
          </Group>
        </Alert>
      )}
      <LockNote text={lock} />
      <Textarea
        aria-label={t('record:tab.notes')}
        placeholder={t('record:note.placeholder')}
        autosize
        minRows={8}
        readOnly={readOnly}
        value={shown}
        error={error}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={() => void store(pending.current)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void store(pending.current);
          }
        }}
      />
      {typed !== null && (
        <Group gap="xs">
          <Button onClick={() => void store(pending.current)}>{t('common:save')}</Button>
          <Keys keys="mod+enter" />
        </Group>
      )}
    </div>
  );
}
