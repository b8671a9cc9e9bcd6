import { Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportProgress } from '@/bindings';
import { useFormat } from '@/i18n/format';

/** How far the demo company is in being made. */
export function DemoProgress({ progress }: { progress: ImportProgress | null }) {
  const { t } = useTranslation('welcome');
  const format = useFormat();
  const share = progress?.total ? progress.done / progress.total : 0;
  return (
    <Stack gap="sm" role="status">
      <Text fw={600}>{t('demoMaking')}</Text>
      <Progress value={share * 100} aria-label={t('demoMaking')} />
      <Text size="sm" c="dimmed" className="tabular">
        {progress
          ? t('demoRows', { count: progress.done, shown: format.number(progress.done) })
          : t('demoStarting')}
      </Text>
    </Stack>
  );
}
