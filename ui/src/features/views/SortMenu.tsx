import { ActionIcon, Button, Popover, SegmentedControl, Select, Text } from '@mantine/core';
import { IconArrowsSort, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Sort } from '@/bindings';
import classes from './Views.module.css';

type Props = {
  opened: boolean;
  onOpened: (opened: boolean) => void;
  sort: readonly Sort[];
  onSort: (sort: Sort[]) => void;
  fields: readonly { value: string; label: string }[];
};

/** By which fields the list is sorted, the first first. */
export function SortMenu({ opened, onOpened, sort, onSort, fields }: Props) {
  const { t } = useTranslation('views');
  const free = fields.filter(({ value }) => !sort.some((entry) => entry.field === value));
  const nameOf = (field: string) => fields.find(({ value }) => value === field)?.label ?? field;
  const put = (at: number, next: Sort) =>
    onSort(sort.map((entry, index) => (index === at ? next : entry)));
  const [first] = free;

  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-end" width={400} trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          fw={500}
          leftSection={<IconArrowsSort size={16} aria-hidden />}
          onClick={() => onOpened(!opened)}
        >
          {t('sort')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('sortTitle')} className={classes.rows}>
        {sort.length === 0 && (
          <Text c="dimmed" inherit>
            {t('sortEmpty')}
          </Text>
        )}
        {sort.map((entry, at) => (
          <div key={entry.field} className={classes.row}>
            <Select
              className={classes.grow}
              aria-label={t('sortField')}
              data={[{ value: entry.field, label: nameOf(entry.field) }, ...free]}
              value={entry.field}
              onChange={(field) => field && put(at, { ...entry, field })}
              comboboxProps={{ withinPortal: false }}
              allowDeselect={false}
              searchable
            />
            <SegmentedControl
              aria-label={t('direction')}
              data={[
                { value: 'up', label: t('ascending') },
                { value: 'down', label: t('descending') },
              ]}
              value={entry.descending ? 'down' : 'up'}
              onChange={(direction) => put(at, { ...entry, descending: direction === 'down' })}
            />
            <ActionIcon
              aria-label={t('removeSort', { field: nameOf(entry.field) })}
              onClick={() => onSort(sort.filter((_, index) => index !== at))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {first && (
          <Button
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onSort([...sort, { field: first.value, descending: false }])}
          >
            {t('addSort')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
