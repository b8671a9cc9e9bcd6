import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Boot } from './Boot';
import { createQueryClient } from './query-client';

export function App() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Boot />
    </QueryClientProvider>
  );
}
