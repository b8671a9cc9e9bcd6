import { MantineProvider } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/States/ErrorState';
import { speak } from '@/i18n';
import { useErrorText } from '@/i18n/errors';
import { preferencesQuery } from '@/ipc/preferences';
import { loadBasics } from '@/ipc/workspace';
import { styleNonce } from '@/styles/nonce';
import { cssVariables, themeFor } from '@/styles/theme';
import { Providers } from './Providers';

/** Waits for the preferences and the state of the core; a bare screen if even these fail. */
export function Boot() {
  const client = useQueryClient();
  const basics = useQuery({
    queryKey: ['boot'],
    queryFn: async () => {
      try {
        await loadBasics(client);
        await speak(client.getQueryData(preferencesQuery.queryKey)?.language ?? 'en');
      } catch (failure) {
        // Nobody can say which language was chosen: that of the system has to do.
        await speak(navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
        throw failure;
      }
      return true;
    },
  });
  if (basics.isSuccess) return <Providers />;
  if (basics.isPending) return null;
  return (
    <MantineProvider
      theme={themeFor('jade', 'normal')}
      defaultColorScheme="auto"
      cssVariablesResolver={cssVariables}
      getStyleNonce={styleNonce}
    >
      <BootError failure={basics.error} onRetry={() => void basics.refetch()} />
    </MantineProvider>
  );
}

function BootError({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  const { t } = useTranslation('common');
  const { title, hint, incident } = useErrorText()(failure);
  return (
    <main>
      <ErrorState
        title={title}
        hint={hint}
        incident={incident}
        onRetry={onRetry}
        words={{ retry: t('retry'), copyCode: t('copyCode'), copied: t('copied') }}
      />
    </main>
  );
}
