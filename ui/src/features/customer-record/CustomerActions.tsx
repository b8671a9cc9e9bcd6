import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowsExchange,
  IconDots,
  IconListSearch,
  IconPaperclip,
  IconReceipt,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@/bindings';
import { useCommands } from '@/components/Commands/Commands';
import type { MayHere } from '@/ipc/ownership';
import { useRights } from '@/ipc/rights';
import type { useFate } from './use-fate';

type CustomerActionsProps = {
  customer: CustomerRecord;
  /** What may be done with it now; nothing with a deleted one. */
  may: MayHere;
  onPurchase: () => void;
  onContact: () => void;
  onAttach: () => void;
  onTransfer: () => void;
  fate: ReturnType<typeof useFate>;
};

/** What one does with a customer; a deleted one only comes back, which its banner offers. */
export function CustomerActions(props: CustomerActionsProps) {
  const { customer, may, onPurchase, onContact, onAttach, onTransfer, fate } = props;
  const { t } = useTranslation(['record', 'purchases', 'ownership', 'common']);
  const navigate = useNavigate();
  const archived = customer.archivedAt !== null;
  const edit = may('customers', 'edit');
  const act = (id: string, label: string, enabled: boolean, run: () => void, keys?: string) => ({
    id: `record.${id}`,
    label,
    group: t('record:group'),
    keys,
    enabled,
    run,
  });
  const buy = may('purchases', 'create');
  const link = may('contacts', 'edit');
  const transfer = may('customers', 'transfer');
  const remove = may('customers', 'delete');
  const audit = useRights().may('audit', 'see');
  const showAudit = () => void navigate({ to: '/audit', search: { record: customer.id } });
  useCommands([
    act('purchase', t('purchases:add'), buy, onPurchase, 'b'),
    act('contact', t('record:link.addContact'), link, onContact),
    act('attach', t('record:file.attach'), edit, onAttach),
    act('transfer', t('ownership:transfer.act'), transfer, onTransfer),
    act('audit', t('ownership:audit'), audit, showAudit),
    archived
      ? act('unarchive', t('common:unarchive'), edit, fate.unarchive)
      : act('archive', t('common:archive'), edit, fate.archive),
    act('delete', t('record:delete'), remove, fate.remove),
  ]);
  return (
    <>
      {buy && (
        <Button leftSection={<IconReceipt size={16} />} onClick={onPurchase}>
          {t('purchases:add')}
        </Button>
      )}
      {link && (
        <Button variant="default" leftSection={<IconUserPlus size={16} />} onClick={onContact}>
          {t('record:link.addContact')}
        </Button>
      )}
      {(edit || transfer || remove || audit) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('record:more')}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {edit && (
              <Menu.Item leftSection={<IconPaperclip size={16} />} onClick={onAttach}>
                {t('record:file.attach')}
              </Menu.Item>
            )}
            {transfer && (
              <Menu.Item leftSection={<IconArrowsExchange size={16} />} onClick={onTransfer}>
                {t('ownership:transfer.act')}
              </Menu.Item>
            )}
            {audit && (
              <Menu.Item leftSection={<IconListSearch size={16} />} onClick={showAudit}>
                {t('ownership:audit')}
              </Menu.Item>
            )}
            {edit && archived && (
              <Menu.Item leftSection={<IconArchiveOff size={16} />} onClick={fate.unarchive}>
                {t('common:unarchive')}
              </Menu.Item>
            )}
            {edit && !archived && (
              <Menu.Item leftSection={<IconArchive size={16} />} onClick={fate.archive}>
                {t('common:archive')}
              </Menu.Item>
            )}
            {remove && (
              <>
                <Menu.Divider />
                <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={fate.remove}>
                  {t('record:delete')}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
