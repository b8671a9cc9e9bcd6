import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ContactRecord } from '@/bindings';
import { Peek, PeekFacts, PeekPart, PeekPeople } from '@/components/Peek/Peek';
import { PeekMethods } from '@/components/Peek/PeekMethods';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { useRevealWords } from '@/i18n/rights';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { useReveal } from '@/ipc/reveal';

type Props = { id: string; onOpen: () => void; onClose: () => void };

export function ContactPeek({ id, onOpen, onClose }: Props) {
  const { t } = useTranslation(['contacts', 'common']);
  const errorState = useErrorState();
  const { data, error, refetch } = useQuery({
    queryKey: ['contact', id],
    queryFn: () => api.contact(id),
    meta: reads(),
  });
  return (
    <Peek
      record={data}
      words={{ title: t('peek.title'), open: t('peek.open'), close: t('peek.close') }}
      onOpen={onOpen}
      onClose={onClose}
    >
      {data && <Known key={id} contact={data} />}
      {!data && error && <ErrorState {...errorState(error)} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows label={t('common:loading')} />}
    </Peek>
  );
}

function Known({ contact }: { contact: ContactRecord }) {
  const { t } = useTranslation(['contacts', 'customers', 'common']);
  const f = useFormat();
  const errorText = useErrorText();
  const words = useRevealWords();
  const reveal = useReveal({ kind: 'contact', id: contact.id });
  return (
    <>
      {contact.methods.length > 0 && (
        <PeekPart title={t('peek.reach')}>
          <PeekMethods
            methods={contact.methods}
            labelOf={(method) => method.label ?? t(`customers:method.${method.kind}`)}
            look={reveal.look}
            button={reveal.button}
            words={words}
            note={reveal.error ? errorText(reveal.error).title : words.today(reveal.today)}
            onLink={(link) => void api.openLink(link)}
          />
        </PeekPart>
      )}
      <PeekPart title={t('peek.facts')}>
        <PeekFacts
          facts={[
            [t('field.title'), contact.title],
            [t('field.department'), contact.department],
            [t('field.gender'), contact.gender && t(`gender.${contact.gender}`)],
            [t('field.birthdayOn'), contact.birthdayOn && f.date(contact.birthdayOn)],
            [t('field.doNotContact'), contact.doNotContact && t('common:yes')],
            [t('field.note'), contact.note],
          ]}
        />
      </PeekPart>
      {contact.customers.length > 0 && (
        <PeekPart title={t('peek.customers')}>
          <PeekPeople
            people={contact.customers.map((link) => ({
              id: link.linkId,
              name: link.name,
              hint: link.role ?? '',
            }))}
          />
        </PeekPart>
      )}
    </>
  );
}
