import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactId, CustomerId, LinkDraft } from '@/bindings';
import { InlineForm } from '@/components/InlineForm/InlineForm';
import { type Choice, TypeAhead } from '@/components/TypeAhead/TypeAhead';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import { LinkFields, NEW_LINK } from './LinkFields';
import { newContact } from './new-contact';
import { searchRecords } from './search-records';

/** From which record the link is made: the other end is looked for, or for contacts made anew. */
export type LinkFrom =
  | { kind: 'customer'; id: CustomerId; linked: readonly ContactId[] }
  | { kind: 'contact'; id: ContactId; linked: readonly CustomerId[] };

type Target = { kind: 'known'; choice: Choice } | { kind: 'new'; name: string };

type LinkFormProps = { from: LinkFrom; onDone: () => void };

/** Links a contact and a customer that are not linked yet. */
export function LinkForm({ from, onDone }: LinkFormProps) {
  const { t } = useTranslation(['record', 'common']);
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const rights = useRights();
  const [target, setTarget] = useState<Target | null>(null);
  const [draft, setDraft] = useState<LinkDraft>({
    ...NEW_LINK,
    isPrimary: from.linked.length === 0,
  });
  const other = from.kind === 'customer' ? 'contact' : 'customer';
  const linked = from.linked.join();
  const search = useMemo(() => searchRecords(other, new Set(linked.split(','))), [other, linked]);

  const save = useMutation({
    mutationFn: async (to: Target) => {
      if (from.kind === 'contact') {
        if (to.kind === 'known') await api.linkContact(to.choice.value, from.id, draft);
        return;
      }
      // A new contact comes unlinked, so that role and dates go through the one verb for links.
      const contact =
        to.kind === 'known' ? to.choice.value : await api.createContact(newContact(to.name));
      await api.linkContact(from.id, contact, draft);
    },
    onSuccess: onDone,
  });
  const wrong = fieldErrors(save.error);
  const words = Object.fromEntries(
    Object.entries(wrong).map(([field, error]) => [field, fieldText(error)]),
  );
  return (
    <InlineForm
      words={{ save: t('record:link.save'), cancel: t('common:cancel') }}
      saving={save.isPending}
      error={save.error && Object.keys(wrong).length === 0 ? errorText(save.error).title : null}
      onSave={() => target !== null && save.mutate(target)}
      onCancel={onDone}
    >
      {target?.kind === 'new' ? (
        <p>{t('record:link.willCreate', { name: target.name })}</p>
      ) : (
        <TypeAhead
          label={other === 'contact' ? t('record:link.findContact') : t('record:link.findCustomer')}
          placeholder={t('record:link.findHint')}
          value={target?.choice.value ?? null}
          search={search}
          nothingFound={t('record:link.nothingFound')}
          error={words.name ?? words.contactId ?? words.customerId ?? null}
          createLabel={
            other === 'contact' && rights.may('contacts', 'create')
              ? (name) => t('record:link.createContact', { name })
              : undefined
          }
          onChoose={(choice) => setTarget(choice === null ? null : { kind: 'known', choice })}
          onCreate={(name) => setTarget({ kind: 'new', name })}
        />
      )}
      <LinkFields value={draft} errors={words} onChange={setDraft} />
    </InlineForm>
  );
}
