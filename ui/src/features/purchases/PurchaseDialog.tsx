import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerId, Purchase } from '@/bindings';
import { PurchaseForm } from './PurchaseForm';

/** Nothing, a new purchase, or one that is there already. */
export type PurchaseTask = null | { kind: 'add' } | { kind: 'edit'; purchase: Purchase };

type PurchaseDialogProps = { customerId: CustomerId; task: PurchaseTask; onClose: () => void };

export function PurchaseDialog({ customerId, task, onClose }: PurchaseDialogProps) {
  const { t } = useTranslation(['purchases', 'common']);
  const purchase = task?.kind === 'edit' ? task.purchase : null;
  return (
    <Modal
      opened={task !== null}
      onClose={onClose}
      title={purchase === null ? t('purchases:addTitle') : t('purchases:editTitle')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size={480}
    >
      <PurchaseForm customerId={customerId} purchase={purchase} onDone={onClose} />
    </Modal>
  );
}
