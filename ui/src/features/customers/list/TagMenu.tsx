import { Button, Popover } from '@mantine/core';
import { IconTag, IconTagOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choose } from '@/components/Choose/Choose';
import { tagsQuery } from '@/ipc/lookups';

type Props = {
  kind: 'add' | 'remove';
  disabled: boolean;
  /** Gets the name of a tag to add (it may be new), the id of one to remove. */
  onPick: (tag: string) => void;
};

export function TagMenu({ kind, disabled, onPick }: Props) {
  const { t } = useTranslation('customers');
  const [opened, setOpened] = useState(false);
  const { data: tags = [] } = useQuery(tagsQuery);
  const label = kind === 'add' ? t('bulk.addTags') : t('bulk.removeTags');
  const Icon = kind === 'add' ? IconTag : IconTagOff;
  return (
    <Popover opened={opened} onChange={setOpened} position="top" width={260} trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          disabled={disabled}
          leftSection={<Icon size={16} aria-hidden />}
          onClick={() => setOpened((now) => !now)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={label}>
        <Choose
          label={label}
          options={tags.map(({ tag }) => ({
            value: kind === 'add' ? tag.name : tag.id,
            label: tag.name,
          }))}
          selected={[]}
          nothing={t('tags.none')}
          free={kind === 'add' ? (name) => t('tags.create', { name }) : undefined}
          onPick={(tag) => {
            setOpened(false);
            onPick(tag);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
