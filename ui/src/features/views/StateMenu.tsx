import { Button, Menu } from '@mantine/core';
import { IconArchive, IconChevronDown, IconCircleCheck, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export type ListState = 'live' | 'archived' | 'deleted';

type Props = {
  states: readonly ListState[];
  value: ListState;
  onChange: (state: ListState) => void;
};

const ICONS = { live: IconCircleCheck, archived: IconArchive, deleted: IconTrash };

/** In use, archived, or in the trash. */
export function StateMenu({ states, value, onChange }: Props) {
  const { t } = useTranslation('views');
  const Icon = ICONS[value];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          fw={500}
          leftSection={<Icon size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          title={t('stateLabel')}
        >
          {t(`state.${value}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('stateLabel')}>
        {states.map((state) => {
          const StateIcon = ICONS[state];
          return (
            <Menu.Item
              key={state}
              leftSection={<StateIcon size={16} aria-hidden />}
              aria-current={state === value ? 'true' : undefined}
              onClick={() => onChange(state)}
            >
              {t(`state.${state}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
