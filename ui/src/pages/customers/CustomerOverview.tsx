import { Button, Spoiler } from '@mantine/core';
import { IconPlus, IconReceipt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@/bindings';
import { Section } from '@/components/Section/Section';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { MonthsChart } from '@/features/purchases/MonthsChart';
import { PurchaseSummary } from '@/features/purchases/PurchaseSummary';
import { purchasingQuery } from '@/features/purchases/queries';
import { useErrorState } from '@/i18n/errors';
import type { RecordTab } from '@/pages/record/tabs';
import classes from './CustomerOverview.module.css';

type CustomerOverviewProps = {
  customer: CustomerRecord;
  seesPurchases: boolean;
  /** Null where nothing can be added. */
  onAdd: (() => void) | null;
  onOpen: (tab: RecordTab) => void;
};

/** What one wants to know before the phone is picked up. */
export function CustomerOverview(props: CustomerOverviewProps) {
  const { customer, seesPurchases, onAdd, onOpen } = props;
  const { t } = useTranslation('record');
  return (
    <>
      {seesPurchases && <BuyingHabits customer={customer} onAdd={onAdd} />}
      {customer.note !== null && (
        <Section
          title={t('tab.notes')}
          action={
            <Button variant="subtle" size="compact-sm" onClick={() => onOpen('notes')}>
              {t('note.open')}
            </Button>
          }
        >
          <Spoiler maxHeight={144} showLabel={t('note.showAll')} hideLabel={t('note.showLess')}>
            <p className={`${classes.note} selectable`}>{customer.note}</p>
          </Spoiler>
        </Section>
      )}
    </>
  );
}

type BuyingHabitsProps = Pick<CustomerOverviewProps, 'customer' | 'onAdd'>;

function BuyingHabits({ customer, onAdd }: BuyingHabitsProps) {
  const { t } = useTranslation('purchases');
  const errorState = useErrorState();
  const purchasing = useQuery(purchasingQuery(customer.id));
  if (purchasing.isPending) return <SkeletonRows label={t('loading')} />;
  if (purchasing.isError) {
    return (
      <ErrorState {...errorState(purchasing.error)} onRetry={() => void purchasing.refetch()} />
    );
  }
  if (purchasing.data.totals.length === 0) {
    return (
      <EmptyState
        icon={<IconReceipt size={28} stroke={1.5} />}
        title={t('none')}
        hint={t('noneHint')}
      >
        {onAdd !== null && (
          <Button leftSection={<IconPlus size={16} />} onClick={onAdd}>
            {t('add')}
          </Button>
        )}
      </EmptyState>
    );
  }
  return (
    <div className={classes.purchasing}>
      <PurchaseSummary purchasing={purchasing.data} />
      <MonthsChart purchasing={purchasing.data} />
    </div>
  );
}
