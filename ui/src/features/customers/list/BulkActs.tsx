import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '@/bindings';
import { useRights } from '@/ipc/rights';
import { SetFieldMenu } from './SetFieldMenu';
import { TagMenu } from './TagMenu';
import { useCustomerActions } from './use-customer-actions';

type Props = { selection: Selection; waiting: boolean; onTransfer: () => void };

/** What can be done with many customers and with nothing else. */
export function BulkActs({ selection, waiting, onTransfer }: Props) {
  const { t } = useTranslation('ownership');
  const actions = useCustomerActions();
  const rights = useRights();
  return (
    <>
      {rights.may('customers', 'bulk') && (
        <>
          <SetFieldMenu
            disabled={waiting}
            onSet={(patch) => void actions.edit(selection, { patches: [patch] })}
          />
          <TagMenu
            kind="add"
            disabled={waiting}
            onPick={(name) => void actions.edit(selection, { addTags: [name] })}
          />
          <TagMenu
            kind="remove"
            disabled={waiting}
            onPick={(id) => void actions.edit(selection, { removeTags: [id] })}
          />
        </>
      )}
      {rights.may('customers', 'transfer') && (
        <Button
          variant="subtle"
          color="gray"
          disabled={waiting}
          leftSection={<IconArrowsExchange size={16} aria-hidden />}
          onClick={onTransfer}
        >
          {t('transfer.act')}
        </Button>
      )}
    </>
  );
}
