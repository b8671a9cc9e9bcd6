import { useTranslation } from 'react-i18next';
import type { CustomerId, Purchase } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { PurchaseForm } from './PurchaseForm';

/** Nothing, a new purchase, or one that is there already. */
export type PurchaseTask = null | { kind: 'add' } | { kind: 'edit'; purchase: Purchase };

type PurchaseDialogProps = { customerId: CustomerId; task: PurchaseTask; onClose: () => void };

export function PurchaseDialog({ customerId, task, onClose }: PurchaseDialogProps) {
  const { t } = useTranslation('purchases');
  const purchase = task?.kind === 'edit' ? task.purchase : null;
  return (
    <Dialog
      opened={task !== null}
      onClose={onClose}
      title={purchase === null ? t('purchases:addTitle') : t('purchases:editTitle')}
      size={480}
    >
      <PurchaseForm customerId={customerId} purchase={purchase} onDone={onClose} />
    </Dialog>
  );
}
