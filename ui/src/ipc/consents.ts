import { queryOptions } from '@tanstack/react-query';
import type { ParentRef } from '@/bindings';
import { api } from './api';
import { reads } from './changes';

/** What a person said on being reached. An organisation has no say: its people have. */
export const consentsQuery = (parent: ParentRef) =>
  queryOptions({
    queryKey: ['consents', parent.kind, parent.id],
    queryFn: () => api.consents(parent),
    meta: reads('consents', 'attachments'),
  });
