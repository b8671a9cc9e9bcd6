import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { UnlockForm } from '@/features/workspace/UnlockForm';
import { api } from '@/ipc/api';
import { appStateQuery, useWorkspaceSwitched } from '@/ipc/workspace';
import { Stage } from './Stage';
import classes from './Stage.module.css';

type Props = { name: string; reason: 'passphrase' | 'keychain' };

/** The last workspace, waiting for its key. */
export function UnlockPage({ name, reason }: Props) {
  const { t } = useTranslation('welcome');
  const client = useQueryClient();
  const switched = useWorkspaceSwitched();

  async function chooseAnother() {
    await api.closeWorkspace();
    client.setQueryData(appStateQuery.queryKey, { state: 'closed' });
  }

  return (
    <Stage title={t('unlockTitle', { name })} narrow>
      <div className={classes.panel}>
        <UnlockForm
          name={name}
          reason={reason}
          onOpened={() => void switched()}
          onBack={() => void chooseAnother()}
        />
      </div>
    </Stage>
  );
}
