import { Button, Group } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CivilDate } from '@/bindings';
import { useFormat } from '@/i18n/format';
import { AsOf } from './AsOf';
import classes from './History.module.css';
import { Operations } from './Operations';
import { type RecordNames, useReadable } from './use-readable';

type HistoryTabProps = { root: string; record: RecordNames };

/** What happened to one record, newest first, and how it stood on any day. */
export function HistoryTab({ root, record }: HistoryTabProps) {
  const { t } = useTranslation('history');
  const format = useFormat();
  const readable = useReadable(record);
  const [day, setDay] = useState<CivilDate | null>(null);

  return (
    <div className={classes.history}>
      <Group gap="xs" align="flex-end">
        <DateInput
          label={t('asOf.label')}
          placeholder={t('asOf.placeholder')}
          leftSection={<IconHistory size={16} />}
          valueFormat="YYYY-MM-DD"
          maxDate={format.today()}
          clearable
          value={day}
          onChange={setDay}
          w={220}
        />
        {day !== null && (
          <Button variant="default" onClick={() => setDay(null)}>
            {t('asOf.back')}
          </Button>
        )}
      </Group>
      {day === null ? (
        <Operations root={root} readable={readable} />
      ) : (
        <AsOf root={root} day={day} readable={readable} />
      )}
    </div>
  );
}
