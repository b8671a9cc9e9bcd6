import { ActionIcon, Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord, Tenure } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { Initials } from '@/components/Display/Initials';
import { Section } from '@/components/Section/Section';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { ownerHistoryQuery } from '@/ipc/ownership';
import classes from './ownership.module.css';

type OwnershipProps = {
  customer: CustomerRecord;
  /** Null where nobody may be given it from here. */
  onTransfer: (() => void) | null;
};

/** Whose a customer is, and whose it was. */
export function Ownership({ customer, onTransfer }: OwnershipProps) {
  const { t } = useTranslation('ownership');
  const format = useFormat();
  const errorText = useErrorText();
  const history = useQuery(ownerHistoryQuery(customer.id));
  const [opened, setOpened] = useState(false);
  const { owner, ownerSince } = customer;
  const past = history.data?.filter(({ to }) => to !== null) ?? [];

  return (
    <Section
      title={t('title')}
      action={
        onTransfer && (
          <ActionIcon aria-label={t('transfer.act')} title={t('transfer.act')} onClick={onTransfer}>
            <IconArrowsExchange size={16} />
          </ActionIcon>
        )
      }
    >
      <div className={classes.person}>
        {owner && <Initials id={owner.id} name={owner.name} />}
        <span>{owner?.name ?? t('nobody')}</span>
        {ownerSince !== null && (
          <span className={classes.soft}>{t('since', { date: format.day(ownerSince) })}</span>
        )}
      </div>
      {history.error && <FieldText text={errorText(history.error).title} />}
      {past.length > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.more}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {opened ? t('history.hide') : t('history.show', { count: past.length })}
        </Button>
      )}
      {opened && (
        <ol className={classes.list} aria-label={t('history.title')}>
          {past.map((tenure) => (
            <Past key={tenure.from} tenure={tenure} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Past({ tenure: { owner, from, to } }: { tenure: Tenure }) {
  const { t } = useTranslation('ownership');
  const format = useFormat();
  return (
    <li className={classes.person}>
      {owner && <Initials id={owner.id} name={owner.name} />}
      <span>{owner?.name ?? t('nobody')}</span>
      <span className={classes.soft}>
        {to === null
          ? t('history.from', { from: format.day(from) })
          : t('history.between', { from: format.day(from), to: format.day(to) })}
      </span>
    </li>
  );
}
