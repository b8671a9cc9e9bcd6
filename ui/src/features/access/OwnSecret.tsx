import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog/Dialog';
import { Setting } from '@/components/Setting/Setting';
import { useSignsIn } from '@/ipc/access';
import { api } from '@/ipc/api';
import { useWorkspace } from '@/ipc/workspace';
import { OwnPassword } from './OwnPassword';
import { PasswordForm } from './PasswordForm';

/** What the one who acts comes in with: their password; before there is one, the passphrase of the workspace. */
export function OwnSecret({ byPassphrase }: { byPassphrase: boolean }) {
  const { t } = useTranslation('settings');
  const signsIn = useSignsIn();
  const recovered = useWorkspace()?.recovered ?? false;
  const [opened, setOpened] = useState<'password' | 'passphrase' | null>(null);
  const close = () => setOpened(null);
  const title =
    opened === 'passphrase'
      ? t('passphrase.change')
      : t(signsIn ? 'passwords.change' : 'passwords.set');
  return (
    <>
      {!signsIn && byPassphrase && (
        <Setting label={t('passphrase.label')} hint={t('passphrase.hint')}>
          <Button variant="default" onClick={() => setOpened('passphrase')}>
            {t('passphrase.change')}
          </Button>
        </Setting>
      )}
      <Setting
        label={t('passwords.own')}
        hint={t(signsIn ? 'passwords.changeHint' : 'passwords.firstHint')}
      >
        <Button variant="default" onClick={() => setOpened('password')}>
          {t(signsIn ? 'passwords.change' : 'passwords.set')}
        </Button>
      </Setting>
      <Dialog opened={opened !== null} onClose={close} title={title}>
        {opened === 'password' && <OwnPassword onDone={close} onCancel={close} />}
        {opened === 'passphrase' && (
          <PasswordForm
            hint={t('passphrase.hint')}
            current={recovered ? undefined : t('passphrase.current')}
            next={t('passphrase.next')}
            submit={t('passphrase.change')}
            save={(current, next) => api.changePassphrase(recovered ? null : current, next)}
            onDone={() => {
              notifications.show({ role: 'status', message: t('passphrase.changed') });
              close();
            }}
            onCancel={close}
          />
        )}
      </Dialog>
    </>
  );
}
