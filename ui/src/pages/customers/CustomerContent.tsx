import { useQuery } from '@tanstack/react-query';
import type { CustomerRecord, ParentRef } from '@/bindings';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { FileList } from '@/features/attachments/FileList';
import { NoteEditor } from '@/features/note/NoteEditor';
import type { PurchaseTask } from '@/features/purchases/PurchaseDialog';
import { PurchaseTable } from '@/features/purchases/PurchaseTable';
import { purchasingQuery } from '@/features/purchases/queries';
import { RecordTabs } from '@/pages/record/RecordTabs';
import { type RecordTab, useRecordTabs } from '@/pages/record/tabs';
import { CustomerHistory } from './CustomerHistory';
import { CustomerOverview } from './CustomerOverview';

const TABS: readonly RecordTab[] = ['overview', 'purchases', 'notes', 'files', 'history'];

type CustomerContentProps = {
  customer: CustomerRecord;
  readOnly: boolean;
  /** The tab the URL asks for. */
  asked: string | undefined;
  commitOf: (field: string) => Commit<string | null>;
  onPurchase: (task: PurchaseTask) => void;
};

export function CustomerContent(props: CustomerContentProps) {
  const { customer, readOnly, asked, commitOf, onPurchase } = props;
  const { tab, open } = useRecordTabs(TABS, asked);
  const parent: ParentRef = { kind: 'customer', id: customer.id };
  const purchasing = useQuery(purchasingQuery(customer.id));
  const bought = purchasing.data?.totals.reduce((sum, total) => sum + total.purchases, 0);
  return (
    <RecordTabs
      tab={tab}
      onOpen={open}
      tabs={[
        {
          name: 'overview',
          content: (
            <CustomerOverview
              customer={customer}
              onAdd={readOnly ? null : () => onPurchase({ kind: 'add' })}
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
              readOnly={readOnly}
              onAdd={() => onPurchase({ kind: 'add' })}
              onEdit={(purchase) => onPurchase({ kind: 'edit', purchase })}
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
              commit={commitOf('note')}
            />
          ),
        },
        {
          name: 'files',
          count: customer.attachments.length,
          content: <FileList parent={parent} files={customer.attachments} readOnly={readOnly} />,
        },
        { name: 'history', content: <CustomerHistory customer={customer} /> },
      ]}
    />
  );
}
