import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerKind } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { Keys } from '@/components/Kbd/Keys';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { UserPicker } from '@/components/UserPicker/UserPicker';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { usersQuery } from '@/ipc/lookups';
import { usePreferences } from '@/ipc/preferences';
import { useRights } from '@/ipc/rights';
import { useWorkspace } from '@/ipc/workspace';
import classes from './Create.module.css';
import { Duplicates } from './Duplicates';
import { customerDraft, emptyCustomer, fieldOfForm } from './draft';
import { MethodLines } from './MethodLines';
import { MoreFields } from './MoreFields';
import { useFormErrors } from './use-form-errors';

const KINDS: readonly CustomerKind[] = ['organisation', 'person'];
/** Fields that only "More fields" shows; an error in one of them opens it. */
const MORE = /^(shortName|taxCode|industry|size|level|source|website|note|tags|addresses|custom)/;

type Props = { onClose: () => void; onOpen: (id: string) => void };

/** Quick create: a name and a number are enough, everything else may follow. */
export function CreateCustomer({ onClose, onOpen }: Props) {
  const { t } = useTranslation(['customers', 'common']);
  const { defaultCountry } = usePreferences();
  const owner = useWorkspace()?.user.id ?? null;
  const { data: users = [] } = useQuery(usersQuery);
  const rights = useRights();
  const form = useRef<HTMLFormElement>(null);
  const [value, setValue] = useState(() => ({ ...emptyCustomer(defaultCountry), ownerId: owner }));
  const [more, setMore] = useState(false);
  const undoable = useUndoToast();
  const errors = useFormErrors(form);
  const errorText = useErrorText();
  const { draft, lines } = customerDraft(value);

  const saving = useMutation({
    mutationFn: () => api.createCustomer(draft),
    onSuccess: (id) => {
      undoable(t('done.created', { name: draft.name.trim() }));
      onClose();
      onOpen(id);
    },
    onError: (failure) => {
      const { error } = failure as { error?: { fields?: { field: string }[] } };
      if (error?.fields?.some(({ field }) => MORE.test(field))) setMore(true);
      errors.show(failure, (field) => fieldOfForm(field, lines));
    },
  });

  function change(part: Partial<typeof value>) {
    setValue((now) => ({ ...now, ...part }));
    for (const field of Object.keys(part)) errors.forget(field);
  }

  function submit(event: FormEvent | KeyboardEvent) {
    event.preventDefault();
    if (!saving.isPending) saving.mutate();
  }

  return (
    <Dialog opened onClose={onClose} title={t('create.title')} size={520}>
      <form
        ref={form}
        noValidate
        className={classes.form}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      >
        <SegmentedControl
          aria-label={t('field.kind')}
          data={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          value={value.kind}
          onChange={(kind) => change({ kind: kind as CustomerKind })}
        />
        <TextInput
          data-autofocus
          data-field="name"
          label={t('field.name')}
          withAsterisk
          placeholder={t(`create.namePlaceholder.${value.kind}`)}
          value={value.name}
          error={errors.of('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <MethodLines
          value={value.methods}
          onChange={(methods) => change({ methods })}
          errorOf={(line) => errors.of(`methods.${line}.raw`)}
        />
        <Duplicates
          probe={{
            name: value.name.trim() || null,
            taxCode: value.taxCode.trim() || null,
            methods: draft.methods.map((method) => method.raw),
            except: null,
          }}
          onOpen={(id) => {
            onClose();
            onOpen(id);
          }}
        />
        {rights.may('customers', 'transfer') && (
          <UserPicker
            label={t('field.owner')}
            people={users}
            value={value.ownerId}
            onChange={(ownerId) => change({ ownerId: ownerId ?? owner })}
            nothingFound={t('common:nothingFound')}
            error={errors.of('ownerId')}
          />
        )}
        {more && <MoreFields value={value} onChange={change} errorOf={errors.of} />}
        {errors.failure !== null && <FailureNote {...errorText(errors.failure)} />}
        {errors.loose.length > 0 && (
          <FailureNote title={t('common:notSaved')} hint={errors.loose.join(' ')} />
        )}
        <div className={classes.foot}>
          <Button
            variant="subtle"
            color="gray"
            aria-expanded={more}
            rightSection={
              more ? (
                <IconChevronUp size={14} aria-hidden />
              ) : (
                <IconChevronDown size={14} aria-hidden />
              )
            }
            onClick={() => setMore((now) => !now)}
          >
            {more ? t('create.fewer') : t('create.more')}
          </Button>
          <span className={classes.spread} />
          <Button variant="default" onClick={onClose}>
            {t('create.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} rightSection={<Keys keys="mod+enter" />}>
            {t('create.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
