import { ActionIcon, CopyButton, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentChannel, ContactMethod, FieldRule, ParentRef } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { LockNote } from '@/components/Display/LockNote';
import { RevealButton } from '@/components/Reveal/RevealButton';
import { Section } from '@/components/Section/Section';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { useRevealWords } from '@/i18n/rights';
import { api } from '@/ipc/api';
import { consentsQuery } from '@/ipc/consents';
import { guardedField, objectOf, type Reveal, useReveal } from '@/ipc/reveal';
import { useRights } from '@/ipc/rights';
import { linkOf } from './links';
import { MethodForm } from './MethodForm';
import { MethodIcon } from './MethodIcon';
import { RefusedNote } from './RefusedNote';
import classes from './reach.module.css';
import { refusedElsewhere, refusedOn } from './refused';

type MethodListProps = {
  parent: ParentRef;
  methods: ContactMethod[];
  readOnly: boolean;
  /** Looking behind a mask is allowed on this very record. */
  mayReveal: boolean;
};

/** How to reach a customer or a contact: shown as the country writes it, kept as it was typed. */
export function MethodList({ parent, methods, readOnly, mayReveal }: MethodListProps) {
  const { t } = useTranslation(['record', 'rights']);
  const errorText = useErrorText();
  const format = useFormat();
  const rights = useRights();
  const reveal = useReveal(parent, mayReveal);
  const words = useRevealWords();
  const refused = useQuery(consentsQuery(parent)).data?.refused ?? [];
  const ruleOf = ({ kind }: ContactMethod) => {
    const field = guardedField(kind);
    return field && rights.field(objectOf(parent.kind), field);
  };
  const [editing, setEditing] = useState<string | 'new' | null>(null);
  const close = () => setEditing(null);
  const closed = methods.flatMap((method) => {
    const field = guardedField(method.kind);
    return field && ruleOf(method) === 'read_only' ? [t(`rights:field.${field}`)] : [];
  });
  return (
    <Section
      title={t('record:reach.title')}
      action={
        !readOnly && (
          <ActionIcon aria-label={t('record:reach.add')} onClick={() => setEditing('new')}>
            <IconPlus size={16} />
          </ActionIcon>
        )
      }
    >
      <RefusedNote
        channels={refusedElsewhere(
          methods.map(({ kind }) => kind),
          refused,
        )}
      />
      {methods.length === 0 && editing !== 'new' && (
        <p className={classes.none}>{t('record:reach.none')}</p>
      )}
      <ul className={classes.list}>
        {methods.map((method) =>
          editing === method.id ? (
            <li key={method.id}>
              <MethodForm parent={parent} method={method} onDone={close} />
            </li>
          ) : (
            <MethodItem
              key={method.id}
              method={method}
              rule={ruleOf(method)}
              refused={refusedOn(method.kind, refused)}
              reveal={reveal}
              readOnly={readOnly}
              onEdit={() => setEditing(method.id)}
            />
          ),
        )}
      </ul>
      {reveal.today !== undefined && (
        <p className={classes.none} role="status">
          {words.today(reveal.today)}
        </p>
      )}
      {reveal.error && <FieldText text={errorText(reveal.error).title} />}
      {!readOnly && closed.length > 0 && (
        <LockNote text={t('rights:lockedField', { fields: format.list([...new Set(closed)]) })} />
      )}
      {editing === 'new' && <MethodForm parent={parent} method={null} onDone={close} />}
    </Section>
  );
}

type MethodItemProps = {
  method: ContactMethod;
  rule: FieldRule | undefined;
  /** Channels of this way by which the person wants no offers. */
  refused: readonly ConsentChannel[];
  reveal: Reveal;
  readOnly: boolean;
  onEdit: () => void;
};

function MethodItem(props: MethodItemProps) {
  const { method: stored, rule, refused, reveal, readOnly, onEdit } = props;
  const { t } = useTranslation(['record', 'customers', 'common']);
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const words = useRevealWords();
  const { method, field, open: whole } = reveal.look(stored);
  const button = reveal.button(field, method.display);
  const remove = useMutation({
    mutationFn: () => api.removeMethod(method.id),
    onSuccess: () => undoable(t('record:reach.removed', { value: method.display })),
  });
  const open = useMutation({ mutationFn: (url: string) => api.openLink(url) });
  const link = whole ? linkOf(method) : null;
  const failed = remove.error ?? open.error;
  const kind = t(`customers:method.${method.kind}`);
  return (
    <li className={classes.item}>
      <MethodIcon kind={method.kind} label={kind} />
      <div className={classes.main}>
        {link === null ? (
          <span className="selectable">{method.display}</span>
        ) : (
          <UnstyledButton
            className={classes.link}
            title={method.raw}
            aria-label={t('customers:open', { value: method.display })}
            onClick={() => open.mutate(link)}
          >
            {method.display}
          </UnstyledButton>
        )}
        <span className={classes.soft}>{method.label ?? kind}</span>
        {button && <RevealButton {...button} words={words} />}
        <RefusedNote channels={refused} />
        {failed && <FieldText text={errorText(failed).title} />}
      </div>
      <div className={classes.actions}>
        {whole && (
          <CopyButton value={method.display}>
            {({ copied, copy }) => (
              <ActionIcon
                aria-label={
                  copied ? t('common:copied') : t('record:reach.copy', { value: method.display })
                }
                onClick={copy}
              >
                {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              </ActionIcon>
            )}
          </CopyButton>
        )}
        {!readOnly && rule === undefined && (
          <>
            <ActionIcon
              aria-label={t('record:reach.edit', { value: method.display })}
              onClick={onEdit}
            >
              <IconPencil size={15} />
            </ActionIcon>
            <ActionIcon
              aria-label={t('record:reach.remove', { value: method.display })}
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </>
        )}
      </div>
    </li>
  );
}
