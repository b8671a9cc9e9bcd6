import { Button } from '@mantine/core';
import { IconFlask, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useReadOnly, useWorkspace } from '@/ipc/workspace';
import classes from './Shell.module.css';

/** Says that nothing can be changed, and why. */
export function ReadOnlyBanner() {
  const { t } = useTranslation('shell');
  if (!useReadOnly()) return null;
  return (
    <div className={classes.banner} role="note">
      <IconLock size={16} stroke={1.6} aria-hidden="true" />
      <span>{t('readOnly.notice')}</span>
    </div>
  );
}

/** Says that nothing here is one's own, and leads back with one click. */
export function DemoBanner({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('shell');
  const workspace = useWorkspace();
  if (!workspace?.demo) return null;
  return (
    <div className={classes.banner} role="note">
      <IconFlask size={16} stroke={1.6} aria-hidden="true" />
      <span>{t('demo.notice')}</span>
      <Button variant="light" size="compact-sm" onClick={onLeave}>
        {t('demo.leave')}
      </Button>
    </div>
  );
}
