import { IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConsentChannel } from '@/bindings';
import { useFormat } from '@/i18n/format';
import classes from './reach.module.css';

/** By which channels the person wants no offers: to be seen before the phone is picked up. */
export function RefusedNote({ channels }: { channels: readonly ConsentChannel[] }) {
  const { t } = useTranslation('consent');
  const format = useFormat();
  if (channels.length === 0) return null;
  return (
    <p className={classes.refused}>
      <IconHandStop size={14} aria-hidden />
      {t('refused', { channels: format.list(channels.map((name) => t(`channel.${name}`))) })}
    </p>
  );
}
