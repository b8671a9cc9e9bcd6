import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDraft, MethodDraft } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { Keys } from '@/components/Kbd/Keys';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import classes from './Create.module.css';
import { fieldOfForm } from './draft';
import { MethodLines } from './MethodLines';
import { useFormErrors } from './use-form-errors';

type Props = {
  /** The customer the contact belongs to, where it is known already. */
  customer?: { id: string; name: string } | null;
  onClose: () => void;
  onOpen: (id: string) => void;
};

const OFFERED = 12;

/** Quick create of a person: a name, how to reach them, and whose they are. */
export function CreateContact({ customer = null, onClose, onOpen }: Props) {
  const { t } = useTranslation(['contacts', 'common']);
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [title, setTitle] = useState('');
  const [role, setRole] = useState('');
  const [methods, setMethods] = useState<MethodDraft[]>([{ kind: 'mobile', label: null, raw: '' }]);
  const [chosen, setChosen] = useState(customer);
  const undoable = useUndoToast();
  const errors = useFormErrors(form);
  const errorText = useErrorText();
  const lines = methods.flatMap(({ raw }, line) => (raw.trim() ? [line] : []));

  const saving = useMutation({
    mutationFn: () => {
      const draft: ContactDraft = {
        name,
        familyName: null,
        givenName: null,
        title: title.trim() || null,
        department: null,
        gender: null,
        birthdayOn: null,
        doNotContact: false,
        note: null,
        methods: lines.flatMap((line) => methods[line] ?? []),
        customerId: chosen?.id ?? null,
        role: role.trim() || null,
      };
      return api.createContact(draft);
    },
    onSuccess: (id) => {
      undoable(t('done.created', { name: name.trim() }));
      onClose();
      onOpen(id);
    },
    onError: (failure) => errors.show(failure, (field) => fieldOfForm(field, lines)),
  });

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
        <TextInput
          data-autofocus
          data-field="name"
          label={t('field.name')}
          withAsterisk
          placeholder={t('create.namePlaceholder')}
          value={name}
          error={errors.of('name')}
          onChange={(event) => {
            setName(event.currentTarget.value);
            errors.forget('name');
          }}
        />
        <MethodLines
          value={methods}
          onChange={setMethods}
          errorOf={(line) => errors.of(`methods.${line}.raw`)}
        />
        <CustomerPicker value={chosen} onChange={setChosen} error={errors.of('customerId')} />
        {chosen && (
          <TextInput
            data-field="role"
            label={t('field.role')}
            value={role}
            error={errors.of('role')}
            onChange={(event) => setRole(event.currentTarget.value)}
          />
        )}
        <TextInput
          data-field="title"
          label={t('field.title')}
          value={title}
          error={errors.of('title')}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {errors.failure !== null && <FailureNote {...errorText(errors.failure)} />}
        {errors.loose.length > 0 && (
          <FailureNote title={t('common:notSaved')} hint={errors.loose.join(' ')} />
        )}
        <div className={classes.foot}>
          <span className={classes.spread} />
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} rightSection={<Keys keys="mod+enter" />}>
            {t('create.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Chosen = { id: string; name: string };

/** Finds a customer as the palette does: by name, pinyin, initials or a piece of a number. */
function CustomerPicker(props: {
  value: Chosen | null;
  onChange: (customer: Chosen | null) => void;
  error: string | null;
}) {
  const { t } = useTranslation('contacts');
  const { value, onChange, error } = props;
  const [text, setText] = useState(value?.name ?? '');
  const [asked] = useDebouncedValue(text.trim(), 100);
  const { data } = useQuery({
    queryKey: ['search', 'customers', asked],
    queryFn: () => api.search(asked, OFFERED * 2, null),
    enabled: asked !== '' && asked !== value?.name,
    placeholderData: keepPreviousData,
    meta: reads('customers', 'contact_methods'),
  });
  const found = (data?.hits ?? []).filter((hit) => hit.kind === 'customer').slice(0, OFFERED);
  const options = found.map(({ id, title }) => ({ value: id, label: title }));
  if (value && !options.some((option) => option.value === value.id)) {
    options.push({ value: value.id, label: value.name });
  }
  return (
    <Select
      data-field="customerId"
      label={t('field.customer')}
      placeholder={t('create.chooseCustomer')}
      nothingFoundMessage={asked === '' ? undefined : t('create.nothingFound')}
      data={options}
      filter={({ options: all }) => all}
      value={value?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      error={error}
      onChange={(id) => {
        const hit = options.find((option) => option.value === id);
        onChange(hit ? { id: hit.value, name: hit.label } : null);
      }}
      searchable
      clearable
    />
  );
}
