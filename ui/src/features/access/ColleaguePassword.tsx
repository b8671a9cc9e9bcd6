import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '@/bindings';
import { useAccessChanged, useSignsIn } from '@/ipc/access';
import { api } from '@/ipc/api';
import { OwnPassword } from './OwnPassword';
import { PasswordForm } from './PasswordForm';

type Props = { person: UserRow; onDone: () => void };

/** A password for a colleague. Whoever gives one out has one first, and is asked for it here. */
export function ColleaguePassword({ person, onDone }: Props) {
  const { t } = useTranslation('settings');
  const signsIn = useSignsIn();
  const accessChanged = useAccessChanged();
  if (!signsIn) {
    return (
      <OwnPassword hint={t('passwords.ownFirst')} onDone={() => undefined} onCancel={onDone} />
    );
  }
  return (
    <PasswordForm
      hint={t('passwords.colleagueHint', { name: person.name })}
      next={t('passwords.of', { name: person.name })}
      submit={t('passwords.set')}
      save={(_, next) => api.resetPassword(person.id, next)}
      onDone={() => {
        notifications.show({
          role: 'status',
          message: t('passwords.colleagueSaved', { name: person.name }),
        });
        void accessChanged().then(onDone);
      }}
      onCancel={onDone}
    />
  );
}
