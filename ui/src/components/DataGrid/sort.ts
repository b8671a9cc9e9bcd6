import type { GridSort } from './types';

/** A click sorts upwards, then downwards, then no longer; with Shift beside the other columns. */
export function nextSort(sort: readonly GridSort[], field: string, add: boolean): GridSort[] {
  const entry = sort.find((candidate) => candidate.field === field);
  const next: GridSort[] = entry?.descending ? [] : [{ field, descending: entry !== undefined }];
  if (!add) return next;
  if (!entry) return [...sort, ...next];
  return sort.flatMap((candidate) => (candidate.field === field ? next : [candidate]));
}
