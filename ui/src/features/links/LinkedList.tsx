import { ActionIcon, Badge } from '@mantine/core';
import { IconPencil, IconPlus, IconUnlink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkDraft } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { Initials } from '@/components/Display/Initials';
import { InlineForm } from '@/components/InlineForm/InlineForm';
import { Section } from '@/components/Section/Section';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { LinkFields } from './LinkFields';
import { LinkForm, type LinkFrom } from './LinkForm';
import classes from './links.module.css';

/** The other end of a link, as the record shows it. */
export type Linked = LinkDraft & {
  linkId: string;
  id: string;
  name: string;
  /** Opens the other record. */
  anchor: ReactNode;
  title: string | null;
  /** Phone and email, where known. */
  reach: ReactNode;
};

type LinkedListProps = {
  title: string;
  none: string;
  from: LinkFrom;
  links: readonly Linked[];
  readOnly: boolean;
  adding: boolean;
  onAdding: (adding: boolean) => void;
};

/** Contacts of a customer, or customers of a contact, with role and dates. */
export function LinkedList(props: LinkedListProps) {
  const { title, none, from, links, readOnly, adding, onAdding } = props;
  const { t } = useTranslation('record');
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <Section
      title={title}
      count={links.length}
      action={
        !readOnly && (
          <ActionIcon
            aria-label={from.kind === 'customer' ? t('link.addContact') : t('link.addCustomer')}
            onClick={() => onAdding(true)}
          >
            <IconPlus size={16} />
          </ActionIcon>
        )
      }
    >
      {adding && <LinkForm from={from} onDone={() => onAdding(false)} />}
      {links.length === 0 && !adding && <p className={classes.none}>{none}</p>}
      <ul className={classes.list}>
        {links.map((link) => (
          <li key={link.linkId}>
            {editing === link.linkId ? (
              <EditLink link={link} onDone={() => setEditing(null)} />
            ) : (
              <LinkItem link={link} readOnly={readOnly} onEdit={() => setEditing(link.linkId)} />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function EditLink({ link, onDone }: { link: Linked; onDone: () => void }) {
  const { t } = useTranslation('common');
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const [draft, setDraft] = useState<LinkDraft>({
    role: link.role,
    isPrimary: link.isPrimary,
    fromOn: link.fromOn,
    toOn: link.toOn,
  });
  const save = useMutation({
    mutationFn: () => api.updateLink(link.linkId, draft),
    onSuccess: onDone,
  });
  const wrong = fieldErrors(save.error);
  return (
    <InlineForm
      words={{ save: t('save'), cancel: t('cancel') }}
      saving={save.isPending}
      error={save.error && Object.keys(wrong).length === 0 ? errorText(save.error).title : null}
      onSave={() => save.mutate()}
      onCancel={onDone}
    >
      <LinkFields
        value={draft}
        errors={Object.fromEntries(
          Object.entries(wrong).map(([field, error]) => [field, fieldText(error)]),
        )}
        onChange={setDraft}
      />
    </InlineForm>
  );
}

type LinkItemProps = { link: Linked; readOnly: boolean; onEdit: () => void };

function LinkItem({ link, readOnly, onEdit }: LinkItemProps) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const unlink = useMutation({
    mutationFn: () => api.unlinkContact(link.linkId),
    onSuccess: () => undoable(t('link.removed', { name: link.name })),
  });
  const from = link.fromOn === null ? null : format.date(link.fromOn);
  const to = link.toOn === null ? null : format.date(link.toOn);
  const what = [link.role, link.title].filter(Boolean);
  const between =
    from !== null && to !== null
      ? t('link.between', { from, to })
      : from !== null
        ? t('link.since', { from })
        : to !== null
          ? t('link.until', { to })
          : null;
  return (
    <div className={classes.item}>
      <Initials id={link.id} name={link.name} />
      <div className={classes.main}>
        <div className={classes.name}>
          {link.anchor}
          {link.isPrimary && (
            <Badge size="sm" variant="light" tt="none">
              {t('link.primaryShort')}
            </Badge>
          )}
        </div>
        {what.length > 0 && <div className={classes.facts}>{what.join(' · ')}</div>}
        {link.reach}
        {between !== null && <div className={classes.facts}>{between}</div>}
        {unlink.isError && <FieldText text={errorText(unlink.error).title} />}
      </div>
      {!readOnly && (
        <div className={classes.actions}>
          <ActionIcon aria-label={t('link.edit', { name: link.name })} onClick={onEdit}>
            <IconPencil size={15} />
          </ActionIcon>
          <ActionIcon
            aria-label={t('link.remove', { name: link.name })}
            loading={unlink.isPending}
            onClick={() => unlink.mutate()}
          >
            <IconUnlink size={15} />
          </ActionIcon>
        </div>
      )}
    </div>
  );
}
