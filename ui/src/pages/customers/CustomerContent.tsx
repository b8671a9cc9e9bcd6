import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord, ParentRef } from '@/bindings';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { FileList } from '@/features/attachments/FileList';
import { NoteEditor } from '@/features/note/NoteEditor';
import type { PurchaseTask } from '@/features/purchases/PurchaseDialog';
import { PurchaseTable } from '@/features/purchases/PurchaseTable';
import { purchasingQuery } from '@/features/purchases/queries';
import type { MayHere } from '@/ipc/ownership';
import { useRights } from '@/ipc/rights';
import { RecordTabs } from '@/pages/record/RecordTabs';
import { type RecordTab, useRecordTabs } from '@/pages/record/tabs';
import { CustomerHistory } from './CustomerHistory';
import { CustomerOverview } from './CustomerOverview';

const TABS: readonly RecordTab[] = ['overview', 'purchases', 'notes', 'files', 'history'];

type CustomerContentProps = {
  customer: CustomerRecord;
  may: MayHere;
  seesPurchases: boolean;
  /** The tab the URL asks for. */
  asked: string | undefined;
  commitOf: (field: string) => Commit<string | null>;
  onPurchase: (task: PurchaseTask) => void;
};

export function CustomerContent(props: CustomerContentProps) {
  const { customer, may, seesPurchases, asked, commitOf, onPurchase } = props;
  const { t } = useTranslation('rights');
  const noteRule = useRights().field('customers', 'note');
  const shown = TABS.filter(
    (name) =>
      (name !== 'purchases' || seesPurchases) && (name !== 'notes' || noteRule !== 'hidden'),
  );
  const { tab, open } = useRecordTabs(shown, asked);
  const readOnly = !may('customers', 'edit');
  const add = () => onPurchase({ kind: 'add' });
  const parent: ParentRef = { kind: 'customer', id: customer.id };
  const purchasing = useQuery({ ...purchasingQuery(customer.id), enabled: seesPurchases });
  const bought = purchasing.data?.totals.reduce((sum, total) => sum + total.purchases, 0);
  return (
    <RecordTabs
      shown={shown}
      tab={tab}
      onOpen={open}
      tabs={[
        {
          name: 'overview',
          content: (
            <CustomerOverview
              customer={customer}
              seesPurchases={seesPurchases}
              onAdd={may('purchases', 'create') ? add : null}
              onOpen={open}
            />
          ),
        },
        {
          name: 'purchases',
          count: bought,
          content: (
            <PurchaseTable
              customerId={customer.id}
              mayDelete={may('purchases', 'delete')}
              onAdd={may('purchases', 'create') ? add : null}
              onEdit={
                may('purchases', 'edit')
                  ? (purchase) => onPurchase({ kind: 'edit', purchase })
                  : null
              }
            />
          ),
        },
        {
          name: 'notes',
          content: (
            <NoteEditor
              record={parent}
              note={customer.note}
              readOnly={readOnly}
              lock={readOnly || !noteRule ? undefined : t(`locked.${noteRule}`)}
              commit={commitOf('note')}
            />
          ),
        },
        {
          name: 'files',
          count: customer.attachments.length,
          content: <FileList parent={parent} files={customer.attachments} readOnly={readOnly} />,
        },
        { name: 'history', content: <CustomerHistory customer={customer} readOnly={readOnly} /> },
      ]}
    />
  );
}
