import type { Sort, ViewDefinition } from '@/bindings';

/** `-level,name` in a link; `none` says that nothing is sorted although the view would. */
export function writeSort(sort: readonly Sort[]): string {
  const keys = sort.map(({ field, descending }) => (descending ? `-${field}` : field));
  return keys.join(',') || 'none';
}

export function readSort(text: string): Sort[] {
  if (text === 'none') return [];
  return text
    .split(',')
    .filter(Boolean)
    .map((key) =>
      key.startsWith('-')
        ? { field: key.slice(1), descending: true }
        : { field: key, descending: false },
    );
}

/** Whether a list still shows what its view says. Filters are compared in their one spelling. */
export function sameDefinition(
  a: ViewDefinition,
  b: ViewDefinition,
  canonical: (filter: string | null) => string | null,
): boolean {
  return (
    canonical(a.filter) === canonical(b.filter) &&
    writeSort(a.sort) === writeSort(b.sort) &&
    a.columns.join() === b.columns.join()
  );
}
