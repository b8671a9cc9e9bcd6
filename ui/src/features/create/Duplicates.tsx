import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCopyCheck, IconLock } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerRef, DuplicateHint, DuplicateProbe } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import classes from './Create.module.css';

type Props = { probe: DuplicateProbe; onOpen: (id: string) => void };

const TYPING_MS = 150;
const SHOWN = 4;

/** Customers that may be the one being typed, as soon as a name, number, mail or tax code says so. */
export function Duplicates({ probe, onOpen }: Props) {
  const { t } = useTranslation('customers');
  const [asked] = useDebouncedValue(probe, TYPING_MS);
  const worth = (asked.name?.length ?? 0) > 1 || asked.taxCode !== null || asked.methods.length > 0;
  const { data } = useQuery({
    queryKey: ['duplicates', asked],
    queryFn: () => api.customerDuplicates(asked),
    enabled: worth,
    placeholderData: keepPreviousData,
    meta: reads('customers', 'contact_methods'),
  });
  if (!worth || !data || data.length === 0) return null;
  return (
    <section className={classes.hint} role="status">
      <h3 className={classes.hintTitle}>
        <IconCopyCheck size={16} aria-hidden />
        {t('create.duplicates', { count: data.length })}
      </h3>
      <ul className={classes.duplicates}>
        {data.slice(0, SHOWN).map((hint) => (
          <li key={(hint.customer?.id ?? hint.value) + hint.matchedOn}>
            {hint.customer ? (
              <Seen hint={hint} customer={hint.customer} onOpen={onOpen} />
            ) : (
              <OutOfSight hint={hint} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type SeenProps = { hint: DuplicateHint; customer: CustomerRef; onOpen: (id: string) => void };

function Seen({ hint: { ownerName, matchedOn, value }, customer, onOpen }: SeenProps) {
  const { t } = useTranslation('customers');
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={() => onOpen(customer.id)}>
        {customer.name}
      </Button>
      <span>
        {t(`create.matchedOn.${matchedOn}`, { value })} ·{' '}
        {ownerName ? t('create.ownedBy', { name: ownerName }) : t('create.noOwner')}
      </span>
    </>
  );
}

/** Somebody else's customer: whose it is and on what it agrees, and not more. */
function OutOfSight({ hint: { ownerName, matchedOn, value } }: { hint: DuplicateHint }) {
  const { t } = useTranslation('customers');
  const agreed = matchedOn === 'name' ? 'nameMasked' : matchedOn;
  return (
    <>
      <span className={classes.taken}>
        <IconLock size={14} aria-hidden />
        {ownerName ? t('create.takenBy', { name: ownerName }) : t('create.takenByNobody')}
      </span>
      <span>
        {t(`create.matchedOn.${agreed}`, { value })}
        {ownerName && ` · ${t('create.askOwner', { name: ownerName })}`}
      </span>
    </>
  );
}
