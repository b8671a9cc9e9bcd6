import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@/bindings';
import { TagPill } from '@/components/Display/TagPill';
import { tagColour } from '@/components/Display/tag-colour';
import { Peek, PeekFacts, PeekPart, PeekPeople } from '@/components/Peek/Peek';
import { PeekMethods } from '@/components/Peek/PeekMethods';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { useRevealWords } from '@/i18n/rights';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { useRightsOn } from '@/ipc/ownership';
import { useReveal } from '@/ipc/reveal';
import classes from './CustomerList.module.css';
import { PurchasePeek } from './PurchasePeek';

type Props = { id: string; onOpen: () => void; onClose: () => void };

const PEOPLE_SHOWN = 6;

export function CustomerPeek({ id, onOpen, onClose }: Props) {
  const { t } = useTranslation(['customers', 'common']);
  const errorState = useErrorState();
  const { data, error, refetch } = useQuery({
    queryKey: ['customer', id],
    queryFn: () => api.customer(id),
    meta: reads(),
  });
  return (
    <Peek
      record={data}
      words={{ title: t('peek.title'), open: t('peek.open'), close: t('peek.close') }}
      onOpen={onOpen}
      onClose={onClose}
    >
      {data && <Known key={id} customer={data} />}
      {!data && error && <ErrorState {...errorState(error)} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows label={t('common:loading')} />}
    </Peek>
  );
}

function Known({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation('customers');
  const f = useFormat();
  const errorText = useErrorText();
  const words = useRevealWords();
  const may = useRightsOn(customer);
  const reveal = useReveal({ kind: 'customer', id: customer.id }, may('customers', 'reveal'));
  const at = (instant: number | null) => instant !== null && f.relative(instant);
  return (
    <>
      {customer.tags.length > 0 && (
        <div className={classes.wrapped}>
          {customer.tags.map((tag) => (
            <TagPill key={tag.id} name={tag.name} colour={tagColour(tag.colour)} />
          ))}
        </div>
      )}
      {customer.methods.length > 0 && (
        <PeekPart title={t('peek.reach')}>
          <PeekMethods
            methods={customer.methods}
            labelOf={(method) => method.label ?? t(`method.${method.kind}`)}
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
            [t('field.kind'), t(`kind.${customer.kind}`)],
            [t('field.level'), customer.level && t(`level.${customer.level}`)],
            [t('field.lifecycle'), t(`lifecycle.${customer.lifecycle}`)],
            [t('field.owner'), customer.owner?.name],
            [t('field.industry'), customer.industry],
            [t('field.source'), customer.source],
            [t('field.region'), customer.region && f.region(customer.region)],
            [t('field.lastContactAt'), at(customer.lastContactAt)],
            [t('field.nextContactAt'), at(customer.nextContactAt)],
            [t('field.note'), customer.note],
          ]}
        />
      </PeekPart>
      {customer.contacts.length > 0 && (
        <PeekPart title={t('peek.contacts')}>
          <PeekPeople
            people={customer.contacts.slice(0, PEOPLE_SHOWN).map((contact) => ({
              id: contact.linkId,
              name: contact.name,
              hint: [contact.role ?? contact.title, contact.phone].filter(Boolean).join(' · '),
            }))}
          />
        </PeekPart>
      )}
      {may('purchases', 'see') && (
        <PeekPart title={t('peek.purchasing')}>
          <PurchasePeek customerId={customer.id} />
        </PeekPart>
      )}
    </>
  );
}
