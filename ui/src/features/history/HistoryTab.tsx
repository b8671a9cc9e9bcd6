import { Button, Group } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CivilDateInput } from '@/components/CivilDateInput/CivilDateInput';
import { useFormat } from '@/i18n/format';
import type { CivilDate } from '@/i18n/moment';
import { AsOf } from './AsOf';
import classes from './History.module.css';
import { Operations } from './Operations';
import { type RecordNames, useReadable } from './use-readable';

type HistoryTabProps = { root: string; record: RecordNames; readOnly: boolean };

/** What happened to one record, newest first, and how it stood on any day. */
export function HistoryTab({ root, record, readOnly }: HistoryTabProps) {
  const { t } = useTranslation('history');
  const format = useFormat();
  const readable = useReadable(record);
  const [day, setDay] = useState<CivilDate | null>(null);

  return (
    <div className={classes.history}>
      <Group gap="xs" align="flex-end">
        <CivilDateInput
          label={t('asOf.label')}
          placeholder={t('asOf.placeholder')}
          leftSection={<IconHistory size={16} />}
          minDate="1970-01-01"
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
        <Operations root={root} readable={readable} readOnly={readOnly} />
      ) : (
        <AsOf root={root} day={day} readable={readable} />
      )}
    </div>
  );
}
