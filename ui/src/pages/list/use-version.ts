import { useEffect, useState } from 'react';
import { onDataChanged } from '@/ipc/changes';

/** Goes up whenever data has changed that the list shows. */
export function useVersion(tables: readonly string[]): number {
  const [version, setVersion] = useState(0);
  useEffect(
    () =>
      onDataChanged((change) => {
        if (change.tables.some((table) => tables.includes(table))) setVersion((count) => count + 1);
      }),
    [tables],
  );
  return version;
}
