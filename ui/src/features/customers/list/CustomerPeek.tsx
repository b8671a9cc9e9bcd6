import { Button, CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@/bindings';
import { Initials } from '@/components/Display/Initials';
import { TagPill } from '@/components/Display/TagPill';
import { tagColour } from '@/components/Display/tag-colour';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import classes from './CustomerPeek.module.css';
import { linkOf } from './links';
import { PurchasePeek } from './PurchasePeek';

type Props = { id: string; onOpen: () => void; onClose: () => void };

/** The record beside the list, to be read without leaving it. */
export function CustomerPeek({ id, onOpen, onClose }: Props) {
  const { t } = useTranslation(['customers', 'common']);
  const errorState = useErrorState();
  const { data, error, refetch } = useQuery({
    queryKey: ['customer', id],
    queryFn: () => api.customer(id),
    meta: reads(),
  });
  return (
    <section className={classes.peek} aria-label={t('peek.title')}>
      {data && <PeekHead customer={data} onOpen={onOpen} onClose={onClose} />}
      {data && <PeekBody customer={data} />}
      {!data && error && <ErrorState {...errorState(error)} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows label={t('common:loading')} />}
    </section>
  );
}

function PeekHead({
  customer,
  onOpen,
  onClose,
}: {
  customer: CustomerRecord;
  onOpen: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('customers');
  return (
    <header className={classes.head}>
      <Initials id={customer.id} name={customer.name} />
      <h2 className={classes.title}>{customer.name}</h2>
      <Button variant="default" size="compact-sm" onClick={onOpen}>
        {t('peek.open')}
      </Button>
      <CloseButton aria-label={t('peek.close')} onClick={onClose} />
    </header>
  );
}

function PeekBody({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation('customers');
  const f = useFormat();
  const at = (instant: number | null) => instant !== null && f.relative(instant);
  const facts: [string, ReactNode][] = [
    ['kind', t(`kind.${customer.kind}`)],
    ['level', customer.level && t(`level.${customer.level}`)],
    ['lifecycle', t(`lifecycle.${customer.lifecycle}`)],
    ['owner', customer.owner?.name],
    ['industry', customer.industry],
    ['source', customer.source],
    ['region', customer.region && f.region(customer.region)],
    ['lastContactAt', at(customer.lastContactAt)],
    ['nextContactAt', at(customer.nextContactAt)],
    ['note', customer.note],
  ];
  return (
    <>
      {customer.tags.length > 0 && (
        <div className={classes.tags}>
          {customer.tags.map((tag) => (
            <TagPill key={tag.id} name={tag.name} colour={tagColour(tag.colour)} />
          ))}
        </div>
      )}
      <Part title={t('peek.reach')} shown={customer.methods.length > 0}>
        <dl className={classes.facts}>
          {customer.methods.map((method) => {
            const link = linkOf(method);
            return (
              <div key={method.id}>
                <dt>{method.label ?? t(`method.${method.kind}`)}</dt>
                <dd>
                  {link ? (
                    <button
                      type="button"
                      className={classes.link}
                      onClick={() => void api.openLink(link)}
                    >
                      {method.display}
                    </button>
                  ) : (
                    method.display
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      </Part>
      <Part title={t('peek.facts')} shown>
        <dl className={classes.facts}>
          {facts.map(
            ([key, value]) =>
              value && (
                <div key={key}>
                  <dt>{t(`field.${key}`)}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </Part>
      <Part title={t('peek.contacts')} shown={customer.contacts.length > 0}>
        <ul className={classes.people}>
          {customer.contacts.slice(0, 6).map((contact) => (
            <li key={contact.linkId}>
              <span>{contact.name}</span>
              <span className={classes.soft}>
                {[contact.role ?? contact.title, contact.phone].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('peek.purchasing')} shown>
        <PurchasePeek purchasing={customer.purchasing} />
      </Part>
    </>
  );
}

function Part(props: { title: string; shown: boolean; children: ReactNode }) {
  if (!props.shown) return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.partTitle}>{props.title}</h3>
      {props.children}
    </section>
  );
}
