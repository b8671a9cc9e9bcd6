import { ActionIcon, Select } from '@mantine/core';
import { IconPlus, IconUnlink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerId, Relation, RelationKind } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { Initials } from '@/components/Display/Initials';
import { InlineForm } from '@/components/InlineForm/InlineForm';
import { Section } from '@/components/Section/Section';
import { type Choice, TypeAhead } from '@/components/TypeAhead/TypeAhead';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import classes from './links.module.css';
import { searchRecords } from './search-records';

const KINDS: readonly RelationKind[] = [
  'parent',
  'subsidiary',
  'referred',
  'referred_by',
  'competitor',
];

type RelationsProps = {
  customerId: CustomerId;
  relations: readonly Relation[];
  readOnly: boolean;
};

/** How a customer stands to others: whose child, whose rival, recommended by whom. */
export function Relations({ customerId, relations, readOnly }: RelationsProps) {
  const { t } = useTranslation(['record', 'customers']);
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const [adding, setAdding] = useState(false);
  const remove = useMutation({
    mutationFn: (relation: Relation) => api.removeRelation(relation.id),
    onSuccess: (_, relation) =>
      undoable(t('record:relation.removed', { name: relation.customer.name })),
  });
  return (
    <Section
      title={t('record:relation.title')}
      count={relations.length}
      action={
        !readOnly && (
          <ActionIcon aria-label={t('record:relation.add')} onClick={() => setAdding(true)}>
            <IconPlus size={16} />
          </ActionIcon>
        )
      }
    >
      {adding && <RelationForm customerId={customerId} onDone={() => setAdding(false)} />}
      {relations.length === 0 && !adding && (
        <p className={classes.none}>{t('record:relation.none')}</p>
      )}
      <ul className={classes.list}>
        {relations.map((relation) => (
          <li key={relation.id} className={classes.item}>
            <Initials id={relation.customer.id} name={relation.customer.name} />
            <div className={classes.main}>
              <div className={classes.name}>
                <Link
                  className={classes.anchor}
                  to="/customers/$id"
                  params={{ id: relation.customer.id }}
                >
                  {relation.customer.name}
                </Link>
              </div>
              <div className={classes.facts}>{t(`customers:relation.${relation.kind}`)}</div>
            </div>
            {!readOnly && (
              <div className={classes.actions}>
                <ActionIcon
                  aria-label={t('record:relation.remove', { name: relation.customer.name })}
                  onClick={() => remove.mutate(relation)}
                >
                  <IconUnlink size={15} />
                </ActionIcon>
              </div>
            )}
          </li>
        ))}
      </ul>
      {remove.isError && <FieldText text={errorText(remove.error).title} />}
    </Section>
  );
}

function RelationForm({ customerId, onDone }: { customerId: CustomerId; onDone: () => void }) {
  const { t } = useTranslation(['record', 'customers', 'common']);
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const [kind, setKind] = useState<RelationKind>('parent');
  const [other, setOther] = useState<Choice | null>(null);
  const search = useMemo(() => searchRecords('customer', new Set([customerId])), [customerId]);
  const save = useMutation({
    mutationFn: (to: Choice) => api.addRelation(customerId, kind, to.value),
    onSuccess: onDone,
  });
  const wrong = Object.values(fieldErrors(save.error))[0];
  return (
    <InlineForm
      words={{ save: t('common:add'), cancel: t('common:cancel') }}
      saving={save.isPending}
      error={save.error && !wrong ? errorText(save.error).title : null}
      onSave={() => other !== null && save.mutate(other)}
      onCancel={onDone}
    >
      <Select
        label={t('record:relation.kind')}
        data={KINDS.map((value) => ({ value, label: t(`customers:relation.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => value !== null && setKind(value)}
      />
      <TypeAhead
        label={t('record:relation.other')}
        placeholder={t('record:link.findHint')}
        value={other?.value ?? null}
        search={search}
        nothingFound={t('record:link.nothingFound')}
        error={wrong ? fieldText(wrong) : null}
        onChoose={setOther}
      />
    </InlineForm>
  );
}
