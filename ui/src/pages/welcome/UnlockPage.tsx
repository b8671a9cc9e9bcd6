import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LockReason } from '@/bindings';
import { NewerForm } from '@/features/workspace/NewerForm';
import { UnlockForm } from '@/features/workspace/UnlockForm';
import { api } from '@/ipc/api';
import { appStateQuery, useWorkspaceSwitched } from '@/ipc/workspace';
import { Stage } from './Stage';
import classes from './Stage.module.css';

type Props = { name: string; reason: Exclude<LockReason, 'idle'> };

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
    <Stage title={t(reason === 'person' ? 'signInTitle' : 'unlockTitle', { name })} narrow>
      <div className={classes.panel}>
        {reason === 'newer' ? (
          <NewerForm
            name={name}
            onOpened={() => void switched()}
            onBack={() => void chooseAnother()}
          />
        ) : (
          <UnlockForm
            name={name}
            reason={reason}
            onOpened={() => void switched()}
            onBack={() => void chooseAnother()}
          />
        )}
      </div>
    </Stage>
  );
}
