import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery, Sort } from '@/bindings';
import type { ShownColumn } from '@/components/DataGrid/types';
import { canonical, parse } from '@/features/filters/wire';
import { readColumns, writeColumns } from '@/features/views/columns';
import { readSort, sameDefinition, writeSort } from '@/features/views/definition';
import { viewsQuery } from '@/features/views/queries';
import { useChangedColumns } from './columns-store';
import { setCurrentList } from './current-list';

export type ListSearch = {
  view?: string;
  filter?: string;
  title?: string;
  text?: string;
  sort?: string;
  state?: 'archived' | 'deleted';
};

type Given = {
  entity: 'customer' | 'contact';
  search: ListSearch;
  /** Replaces the link, so that going back leaves the list instead of undoing a letter. */
  go: (search: ListSearch) => void;
  usual: { sort: Sort[]; columns: readonly string[] };
};

/** Says "no filter" in a link where the view has one. */
const NO_FILTER = '{"all":[]}';

/** What the list shows: the view, changed by what the link says. */
export function useList({ entity, search, go, usual }: Given) {
  const { t } = useTranslation('views');
  const views = useQuery(viewsQuery(entity)).data;
  const view = views?.find((candidate) => candidate.id === search.view) ?? null;
  const key = `${entity}:${search.view ?? ''}`;
  const [changedColumns, setColumns] = useChangedColumns(key);

  const base = useMemo(
    () => view?.definition ?? { filter: null, sort: usual.sort, columns: [...usual.columns] },
    [view, usual],
  );
  const columns = useMemo(
    () => changedColumns ?? readColumns(base.columns),
    [changedColumns, base],
  );
  const wanted = search.filter ?? base.filter;
  const unreadable = parse(wanted) === null;
  const filter = unreadable ? null : canonical(wanted);
  const sort = useMemo(
    () => (search.sort === undefined ? base.sort : readSort(search.sort)),
    [search.sort, base],
  );
  const state = search.state ?? 'live';
  const text = search.text ?? '';
  const definition = useMemo(
    () => ({ filter, sort, columns: writeColumns(columns) }),
    [filter, sort, columns],
  );
  const query: ListQuery = useMemo(
    () => ({ filter, text: text.trim() || null, sort, state }),
    [filter, text, sort, state],
  );
  const title = view?.name ?? search.title ?? t(`all.${entity}`);
  useEffect(() => setCurrentList(entity, { query, title }), [entity, query, title]);

  const setFilter = useCallback(
    (next: string | null) =>
      go({
        ...search,
        title: undefined,
        filter: canonical(next) === canonical(base.filter) ? undefined : (next ?? NO_FILTER),
      }),
    [go, search, base],
  );
  const setSort = useCallback(
    (next: Sort[]) => {
      const written = writeSort(next);
      go({ ...search, sort: written === writeSort(base.sort) ? undefined : written });
    },
    [go, search, base],
  );

  return {
    views: views ?? [],
    view,
    /** The link names a view that is no longer there. */
    viewGone: search.view !== undefined && views !== undefined && view === null,
    /** A filter was asked for that is none; the list goes on without it. */
    unreadable,
    title,
    dirty: !sameDefinition(definition, base, canonical),
    definition,
    query,
    columns,
    filtered: filter !== null || query.text !== null,
    setColumns: setColumns as (columns: ShownColumn[]) => void,
    usualColumns: () => setColumns(null),
    setFilter,
    setSort,
    setText: (next: string) => go({ ...search, text: next || undefined }),
    setState: (next: ListQuery['state']) =>
      go({ ...search, state: next === 'live' ? undefined : next }),
    chooseView: (id: string | null) => {
      setColumns(null);
      go({ view: id ?? undefined, state: search.state });
    },
    reset: () => {
      setColumns(null);
      go({ view: search.view, state: search.state });
    },
    clear: () =>
      go({
        ...search,
        filter: base.filter ? NO_FILTER : undefined,
        text: undefined,
        title: undefined,
      }),
  };
}

export type List = ReturnType<typeof useList>;
