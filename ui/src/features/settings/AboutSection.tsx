import { useTranslation } from 'react-i18next';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { useAppInfo } from '@/ipc/workspace';

export function AboutSection() {
  const { t } = useTranslation('settings');
  const info = useAppInfo();
  const facts = [
    ['version', info.version],
    ['schema', info.schema],
    ['sqlite', `SQLite ${info.sqlite} · SQLCipher ${info.sqlcipher}`],
    ['system', info.os],
  ] as const;
  return (
    <SettingGroup title={t('about.title')} hint={t('about.hint')}>
      {facts.map(([fact, value]) => (
        <Setting key={fact} label={t(`about.${fact}`)}>
          <span className="tabular selectable">{value}</span>
        </Setting>
      ))}
      <Setting label={t('about.licence')}>
        <span>Apache-2.0 OR MIT</span>
      </Setting>
    </SettingGroup>
  );
}
