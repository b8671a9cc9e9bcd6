import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { CommandsProvider } from '@/components/Commands/Commands';
import { styleNonce } from '@/styles/nonce';
import { cssVariables, themeFor } from '@/styles/theme';
import '@/i18n';
import { createQueryClient } from './query-client';
import { createAppRouter } from './router';

export function App() {
  const [client] = useState(createQueryClient);
  const [router] = useState(createAppRouter);
  return (
    <QueryClientProvider client={client}>
      <MantineProvider
        theme={themeFor('jade', 'normal')}
        cssVariablesResolver={cssVariables}
        getStyleNonce={styleNonce}
      >
        <CommandsProvider>
          <RouterProvider router={router} />
        </CommandsProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}
