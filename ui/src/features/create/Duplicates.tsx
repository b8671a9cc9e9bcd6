import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCopyCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DuplicateProbe } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import classes from './Create.module.css';

type Props = { probe: DuplicateProbe; onOpen: (id: string) => void };

const TYPING_MS = 150;

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
        {data.slice(0, 4).map(({ customer, ownerName, matchedOn, value }) => (
          <li key={(customer?.id ?? value) + matchedOn}>
            {customer ? (
              <Button variant="subtle" size="compact-sm" onClick={() => onOpen(customer.id)}>
                {customer.name}
              </Button>
            ) : (
              <span>{t('create.outOfSight')}</span>
            )}
            <span>
              {t(`create.matchedOn.${matchedOn}`, { value })} ·{' '}
              {ownerName ? t('create.ownedBy', { name: ownerName }) : t('create.noOwner')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
