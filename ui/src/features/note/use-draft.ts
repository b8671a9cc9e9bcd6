import { useDebouncedCallback } from '@mantine/hooks';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ParentRef } from '@/bindings';
import { api } from '@/ipc/api';

const SETTLE_MS = 400;

const draftQuery = (record: ParentRef, field: string) =>
  queryOptions({
    queryKey: ['draft', record, field],
    queryFn: () => api.draft(record, field),
    // Asked anew by every visit; while one types, the field knows better.
    staleTime: 0,
    gcTime: 0,
  });

/** Text of a record that was typed and not saved, kept in the encrypted store until it is. */
export function useDraft(record: ParentRef, field: string, enabled: boolean) {
  const client = useQueryClient();
  const query = draftQuery(record, field);
  const found = useQuery({ ...query, enabled }).data ?? null;
  // Keeping a draft never stands in the way of typing: where it fails, saving will say why.
  const write = (text: string | null) => void api.keepDraft(record, field, text).catch(() => {});
  const keep = useDebouncedCallback(write, { delay: SETTLE_MS, flushOnUnmount: false });
  return {
    found,
    keep,
    forget: () => {
      keep.cancel();
      client.setQueryData(query.queryKey, null);
      write(null);
    },
  };
}
