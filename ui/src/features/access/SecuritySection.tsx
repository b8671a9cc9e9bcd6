import { useTranslation } from 'react-i18next';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { useRights } from '@/ipc/rights';
import { useReadOnly, useWorkspace } from '@/ipc/workspace';
import { HonestPage } from './HonestPage';
import { LockSettings } from './LockSettings';
import { OwnSecret } from './OwnSecret';
import { RotateCode } from './RotateCode';
import { RotateKey } from './RotateKey';

/** What keeps the data safe, what that is worth, and where it ends. */
export function SecuritySection() {
  const { t } = useTranslation('settings');
  const workspace = useWorkspace();
  const readOnly = useReadOnly();
  const rights = useRights();
  if (!workspace) return null;
  const owner = rights.may('workspace', 'configure');
  const keys = !workspace.demo && !readOnly;
  return (
    <>
      <HonestPage />
      <LockSettings />
      {keys && (
        <SettingGroup title={t('security.keys')} hint={t('security.keysHint')}>
          <OwnSecret byPassphrase={workspace.passphrase} />
          {owner && <RotateCode />}
          {owner && <RotateKey />}
        </SettingGroup>
      )}
      <SettingGroup title={t('security.encryption')} hint={t('security.encryptionHint')}>
        <Setting label={t('security.cipher')} hint={t('security.cipherHint')}>
          <span>AES-256</span>
        </Setting>
        <Setting label={t('security.log')} hint={t('security.logHint')}>
          <span>SHA-256</span>
        </Setting>
      </SettingGroup>
    </>
  );
}
