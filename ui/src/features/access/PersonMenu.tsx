import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArrowsExchange,
  IconDots,
  IconKey,
  IconKeyOff,
  IconPencil,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '@/bindings';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';
import type { Deed } from './PeopleSection';

type Props = {
  person: UserRow;
  isMe: boolean;
  hasPassword: boolean;
  onDeed: (deed: Deed) => void;
};

/** What the one who acts may do with a colleague; nothing is offered that would be refused. */
export function PersonMenu({ person, isMe, hasPassword, onDeed }: Props) {
  const { t } = useTranslation('settings');
  const readOnly = useReadOnly();
  const { may } = useRights();
  const configures = may('people', 'configure');
  const offered: [Deed, typeof IconPencil, string, boolean][] = [
    ['edit', IconPencil, t('common:edit'), may('people', 'edit') || configures],
    [
      'password',
      IconKey,
      t(hasPassword ? 'passwords.reset' : 'passwords.give'),
      configures && !isMe,
    ],
    ['withdraw', IconKeyOff, t('passwords.withdraw'), configures && hasPassword && !isMe],
    ['handOver', IconArrowsExchange, t('handOver.open'), may('customers', 'transfer')],
    ['archive', IconArchive, t('common:archive'), may('people', 'delete') && !isMe],
  ];
  const deeds = offered.filter(([, , , allowed]) => allowed && !readOnly);
  if (deeds.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t('people.actionsOf', { name: person.name })}>
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {deeds.map(([deed, Icon, label]) => (
          <Menu.Item
            key={deed}
            leftSection={<Icon size={16} stroke={1.6} />}
            onClick={() => onDeed(deed)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
