import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Boot } from './Boot';
import { installLockGuard } from './lock-guard';
import { createQueryClient } from './query-client';

export function App() {
  const [client] = useState(createQueryClient);
  // Before anything below listens to the window, so that the guard hears keys first.
  useEffect(() => installLockGuard(window), []);
  return (
    <QueryClientProvider client={client}>
      <Boot />
    </QueryClientProvider>
  );
}
