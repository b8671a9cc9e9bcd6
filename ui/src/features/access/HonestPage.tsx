import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SettingGroup } from '@/components/Setting/Setting';
import { useWorkspace } from '@/ipc/workspace';
import classes from './access.module.css';

const PROTECTS = ['theft', 'curiosity', 'mistakes', 'tampering'] as const;
const CANNOT = ['owner', 'unlocked', 'memory', 'lost'] as const;

/** What Kehu protects against and what it cannot, in plain words. */
export function HonestPage() {
  const { t } = useTranslation('settings');
  const demo = useWorkspace()?.demo ?? false;
  return (
    <>
      <SettingGroup
        title={t('security.protects.title')}
        hint={demo ? t('security.demo') : undefined}
      >
        <ul className={classes.claims}>
          {PROTECTS.map((claim) => (
            <li key={claim} className={classes.claim} data-good>
              <IconShieldCheck size={20} stroke={1.6} aria-hidden="true" />
              <div>
                <div className={classes.what}>{t(`security.protects.${claim}.what`)}</div>
                <div className={classes.how}>{t(`security.protects.${claim}.how`)}</div>
              </div>
            </li>
          ))}
        </ul>
      </SettingGroup>
      <SettingGroup title={t('security.cannot.title')} hint={t('security.cannot.hint')}>
        <ul className={classes.claims}>
          {CANNOT.map((claim) => (
            <li key={claim} className={classes.claim}>
              <IconAlertTriangle size={20} stroke={1.6} aria-hidden="true" />
              <div>
                <div className={classes.what}>{t(`security.cannot.${claim}.what`)}</div>
                <div className={classes.how}>{t(`security.cannot.${claim}.how`)}</div>
              </div>
            </li>
          ))}
        </ul>
      </SettingGroup>
    </>
  );
}
