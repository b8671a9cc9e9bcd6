import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ShownColumn } from './columns';
import classes from './Views.module.css';

type Props = {
  /** Every column there is, in its usual order. */
  all: readonly { field: string; title: string }[];
  shown: readonly ShownColumn[];
  /** Always shown: without it a row has no name. */
  fixed: string;
  onShown: (shown: ShownColumn[]) => void;
  onUsual: () => void;
};

/** Which columns are shown and in what order; dragging the headers does the same. */
export function FieldsMenu({ all, shown, fixed, onShown, onUsual }: Props) {
  const { t } = useTranslation('views');
  const titles = new Map(all.map(({ field, title }) => [field, title]));
  const visible = shown.filter(({ field }) => titles.has(field));
  const hidden = all.filter(({ field }) => !shown.some((column) => column.field === field));

  function move(at: number, by: 1 | -1) {
    const next = [...visible];
    const [column] = next.splice(at, 1);
    if (column) next.splice(at + by, 0, column);
    onShown(next);
  }

  return (
    <Popover position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          fw={500}
          leftSection={<IconColumns3 size={16} aria-hidden />}
        >
          {t('fields')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown
        aria-label={t('fieldsTitle')}
        className={classes.rows}
        mah={460}
        style={{ overflowY: 'auto' }}
      >
        {visible.map(({ field }, at) => {
          const title = titles.get(field) ?? field;
          return (
            <div key={field} className={classes.row}>
              <Checkbox
                className={classes.grow}
                label={title}
                aria-label={t('showField', { field: title })}
                checked
                disabled={field === fixed}
                onChange={() => onShown(visible.filter((column) => column.field !== field))}
              />
              <ActionIcon
                aria-label={t('moveUp', { field: title })}
                disabled={at === 0}
                onClick={() => move(at, -1)}
              >
                <IconChevronUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                aria-label={t('moveDown', { field: title })}
                disabled={at === visible.length - 1}
                onClick={() => move(at, 1)}
              >
                <IconChevronDown size={16} aria-hidden />
              </ActionIcon>
            </div>
          );
        })}
        {hidden.map(({ field, title }) => (
          <Checkbox
            key={field}
            label={title}
            aria-label={t('showField', { field: title })}
            checked={false}
            onChange={() => onShown([...visible, { field, width: null }])}
          />
        ))}
        <Button variant="subtle" onClick={onUsual}>
          {t('usualFields')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
