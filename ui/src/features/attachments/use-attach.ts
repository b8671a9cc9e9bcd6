import { useMutation } from '@tanstack/react-query';
import type { ParentRef } from '@/bindings';
import { api } from '@/ipc/api';

/** Lets the person choose files on this computer and keeps them with the record. */
export function useAttach(parent: ParentRef) {
  return useMutation({ mutationFn: () => api.attachFiles(parent) });
}
