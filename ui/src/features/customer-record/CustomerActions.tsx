import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconDots,
  IconPaperclip,
  IconReceipt,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@/bindings';
import { useCommands } from '@/components/Commands/Commands';
import type { useFate } from './use-fate';

type CustomerActionsProps = {
  customer: CustomerRecord;
  readOnly: boolean;
  onPurchase: () => void;
  onContact: () => void;
  onAttach: () => void;
  fate: ReturnType<typeof useFate>;
};

/** What one does with a customer; a deleted one only comes back, which its banner offers. */
export function CustomerActions(props: CustomerActionsProps) {
  const { customer, readOnly, onPurchase, onContact, onAttach, fate } = props;
  const { t } = useTranslation(['record', 'purchases', 'common']);
  const archived = customer.archivedAt !== null;
  const act = (id: string, label: string, run: () => void, keys?: string) => ({
    id: `record.${id}`,
    label,
    group: t('record:group'),
    keys,
    enabled: !readOnly,
    run,
  });
  useCommands([
    act('purchase', t('purchases:add'), onPurchase, 'b'),
    act('contact', t('record:link.addContact'), onContact),
    act('attach', t('record:file.attach'), onAttach),
    archived
      ? act('unarchive', t('common:unarchive'), fate.unarchive)
      : act('archive', t('common:archive'), fate.archive),
    act('delete', t('record:delete'), fate.remove),
  ]);
  if (readOnly) return null;
  return (
    <>
      <Button leftSection={<IconReceipt size={16} />} onClick={onPurchase}>
        {t('purchases:add')}
      </Button>
      <Button variant="default" leftSection={<IconUserPlus size={16} />} onClick={onContact}>
        {t('record:link.addContact')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('record:more')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPaperclip size={16} />} onClick={onAttach}>
            {t('record:file.attach')}
          </Menu.Item>
          {archived ? (
            <Menu.Item leftSection={<IconArchiveOff size={16} />} onClick={fate.unarchive}>
              {t('common:unarchive')}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconArchive size={16} />} onClick={fate.archive}>
              {t('common:archive')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={fate.remove}>
            {t('record:delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
