import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useAccessChanged, useSignsIn } from '@/ipc/access';
import { api } from '@/ipc/api';
import { useWorkspace } from '@/ipc/workspace';
import { PasswordForm } from './PasswordForm';

type Props = { hint?: string; onDone: () => void; onCancel: () => void };

/** The password of the one who acts: the first one, which turns sign-in on, or another. */
export function OwnPassword({ hint, onDone, onCancel }: Props) {
  const { t } = useTranslation('settings');
  const signsIn = useSignsIn();
  const accessChanged = useAccessChanged();
  const recovered = useWorkspace()?.recovered ?? false;
  return (
    <PasswordForm
      hint={hint ?? t(signsIn ? 'passwords.changeHint' : 'passwords.firstHint')}
      current={signsIn && !recovered ? t('passwords.current') : undefined}
      next={t('passwords.next')}
      submit={t(signsIn ? 'passwords.change' : 'passwords.set')}
      save={(current, next) => api.changePassword(signsIn && !recovered ? current : null, next)}
      onDone={() => {
        notifications.show({ role: 'status', message: t('passwords.saved') });
        void accessChanged().then(onDone);
      }}
      onCancel={onCancel}
    />
  );
}
