import { Button, Popover, Stack } from '@mantine/core';
import { IconChevronUp, IconEdit } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldPatch } from '@/bindings';
import type { CellEdit } from '@/components/DataGrid/types';
import { ListEditor, SuggestEditor } from './editors';

const FIELDS = ['level', 'lifecycle', 'source', 'industry'] as const;
type Field = (typeof FIELDS)[number];

type Props = { disabled: boolean; onSet: (patch: FieldPatch) => void };

/** First which field, then its value for every selected customer. */
export function SetFieldMenu({ disabled, onSet }: Props) {
  const { t } = useTranslation('customers');
  const [opened, setOpened] = useState(false);
  const [field, setField] = useState<Field | null>(null);

  function toggle(next: boolean) {
    setOpened(next);
    setField(null);
  }

  function editor(of: Field) {
    const label = t('bulk.setField', { field: t(`field.${of}`) });
    const edit: CellEdit = {
      error: null,
      move: () => {},
      cancel: () => toggle(false),
      commit: (value) => {
        toggle(false);
        onSet({ field: of, value });
      },
    };
    if (of === 'source' || of === 'industry') {
      return <SuggestEditor label={label} field={of} value="" edit={edit} />;
    }
    const words = {
      level: ['A', 'B', 'C', 'D'].map((value) => ({ value, label: t(`level.${value}`) })),
      lifecycle: ['prospect', 'active', 'dormant', 'lost'].map((value) => ({
        value,
        label: t(`lifecycle.${value}`),
      })),
    };
    const none = { level: t('noLevel'), lifecycle: undefined };
    return <ListEditor label={label} options={words[of]} value="" none={none[of]} edit={edit} />;
  }

  return (
    <Popover opened={opened} onChange={toggle} position="top" width={260} trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          disabled={disabled}
          leftSection={<IconEdit size={16} aria-hidden />}
          rightSection={<IconChevronUp size={14} aria-hidden />}
          onClick={() => toggle(!opened)}
        >
          {t('bulk.set')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t('bulk.set')}>
        {field === null ? (
          <Stack gap={0}>
            {FIELDS.map((name) => (
              <Button
                key={name}
                variant="subtle"
                color="gray"
                justify="flex-start"
                onClick={() => setField(name)}
              >
                {t(`field.${name}`)}
              </Button>
            ))}
          </Stack>
        ) : (
          editor(field)
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
