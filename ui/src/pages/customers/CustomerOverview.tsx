import { Button, Spoiler } from '@mantine/core';
import { IconPlus, IconReceipt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@/bindings';
import { Section } from '@/components/Section/Section';
import { EmptyState } from '@/components/States/EmptyState';
import { MonthsChart } from '@/features/purchases/MonthsChart';
import { PurchaseSummary } from '@/features/purchases/PurchaseSummary';
import type { RecordTab } from '@/pages/record/tabs';
import classes from './CustomerOverview.module.css';

type CustomerOverviewProps = {
  customer: CustomerRecord;
  /** Null where nothing can be added. */
  onAdd: (() => void) | null;
  onOpen: (tab: RecordTab) => void;
};

/** What one wants to know before the phone is picked up. */
export function CustomerOverview({ customer, onAdd, onOpen }: CustomerOverviewProps) {
  const { t } = useTranslation(['record', 'purchases']);
  const { purchasing, note } = customer;
  return (
    <>
      {purchasing.totals.length === 0 ? (
        <EmptyState
          icon={<IconReceipt size={28} stroke={1.5} />}
          title={t('purchases:none')}
          hint={t('purchases:noneHint')}
        >
          {onAdd !== null && (
            <Button leftSection={<IconPlus size={16} />} onClick={onAdd}>
              {t('purchases:add')}
            </Button>
          )}
        </EmptyState>
      ) : (
        <div className={classes.purchasing}>
          <PurchaseSummary purchasing={purchasing} />
          <MonthsChart purchasing={purchasing} />
        </div>
      )}
      {note !== null && (
        <Section
          title={t('record:tab.notes')}
          action={
            <Button variant="subtle" size="compact-sm" onClick={() => onOpen('notes')}>
              {t('record:note.open')}
            </Button>
          }
        >
          <Spoiler
            maxHeight={144}
            showLabel={t('record:note.showAll')}
            hideLabel={t('record:note.showLess')}
          >
            <p className={`${classes.note} selectable`}>{note}</p>
          </Spoiler>
        </Section>
      )}
    </>
  );
}
