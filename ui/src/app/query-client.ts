import { notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { i18n } from '@/i18n';
import { commandError } from '@/i18n/errors';
import { showLock } from '@/ipc/lock';

/** In a workspace that is open for reading only, whatever would have changed it says why it did not. */
function refuseKindly(failure: unknown) {
  if (commandError(failure).kind !== 'read_only') return;
  notifications.show({
    id: 'read-only',
    role: 'status',
    title: i18n.t('shell:readOnly.refused'),
    message: i18n.t('shell:readOnly.refusedHint'),
  });
}

/** Local data is not a server: it is fresh until DataChanged says otherwise, and never offline. */
export function createQueryClient(): QueryClient {
  const lockedWhen = (failure: unknown) => {
    if (commandError(failure).kind === 'locked') void showLock(client);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: lockedWhen }),
    mutationCache: new MutationCache({
      onError: (failure) => {
        refuseKindly(failure);
        lockedWhen(failure);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
