import { Alert } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ParentRef } from '@/bindings';
import { useFormat } from '@/i18n/format';
import { consentsQuery } from '@/ipc/consents';

/** The channels by which the person wants no offers: to be seen before the phone is picked up. */
export function RefusedNote({ parent }: { parent: ParentRef }) {
  const { t } = useTranslation('consent');
  const format = useFormat();
  const refused = useQuery(consentsQuery(parent)).data?.refused ?? [];
  if (refused.length === 0) return null;
  return (
    <Alert color="red" variant="light" p="xs" icon={<IconHandStop size={16} />}>
      {t('refused', { channels: format.list(refused.map((name) => t(`channel.${name}`))) })}
    </Alert>
  );
}
