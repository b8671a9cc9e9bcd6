import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChangeEntry } from '@/bindings';
import classes from './History.module.css';
import type { Readable } from './use-readable';
import { tellingColumn } from './value';

type ChangeProps = {
  entry: ChangeEntry;
  readable: Readable;
  restoring: boolean;
  /** Null where the former value stays what it was. */
  onRestore: (() => void) | null;
};

/** One line of an operation: a thing that came or went, or a field with its old and new value. */
export function Change({ entry, readable, restoring, onRestore }: ChangeProps) {
  const { t } = useTranslation('history');
  const { table, rowId, field, kind } = entry;

  if (field === null) {
    const noun = readable.noun(table);
    const says = kind === 'delete' ? entry.old : entry.new;
    const column = tellingColumn(table, kind);
    const detail = column === null ? says : readable.value(table, rowId, column, says);
    return (
      <li className={classes.change}>
        <span className={classes.field}>{t(`row.${kind}`, { noun })}</span>
        {detail !== null && <span className={classes.value}>{detail}</span>}
      </li>
    );
  }

  const label = readable.field(table, field);
  const before = readable.value(table, rowId, field, entry.old);
  const after = readable.value(table, rowId, field, entry.new);
  return (
    <li className={classes.change}>
      <span className={classes.field}>{label}</span>
      <span className={classes.values}>
        {kind !== 'insert' && (
          <del className={classes.before}>
            {before ?? <span className={classes.none}>{t('nothing')}</span>}
          </del>
        )}
        {kind === 'update' && (
          <IconArrowRight size={14} className={classes.arrow} aria-label={t('became')} role="img" />
        )}
        {kind !== 'delete' && (
          <ins className={classes.after}>
            {after ?? <span className={classes.none}>{t('nothing')}</span>}
          </ins>
        )}
      </span>
      {onRestore && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.restore}
          leftSection={<IconArrowBackUp size={14} />}
          disabled={restoring}
          onClick={onRestore}
          aria-label={t('restoreField', { field: label, value: before ?? t('nothing') })}
        >
          {t('restore')}
        </Button>
      )}
    </li>
  );
}
