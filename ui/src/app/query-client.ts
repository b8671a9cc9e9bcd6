import { notifications } from '@mantine/notifications';
import { MutationCache, QueryClient } from '@tanstack/react-query';
import { i18n } from '@/i18n';
import { commandError } from '@/i18n/errors';

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
  return new QueryClient({
    mutationCache: new MutationCache({ onError: refuseKindly }),
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
}
