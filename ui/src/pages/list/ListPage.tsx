import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListQuery, Page, Selection, Sort } from '@/bindings';
import { useCommandRegistry } from '@/components/Commands/Commands';
import { DataGrid } from '@/components/DataGrid/LazyDataGrid';
import type { GridColumn, GridHandle } from '@/components/DataGrid/types';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { ErrorState } from '@/components/States/ErrorState';
import { StatusText } from '@/components/StatusSlot/StatusSlot';
import { useFilterWords } from '@/features/filters/use-filter-words';
import type { ListState } from '@/features/views/StateMenu';
import { useViewActions } from '@/features/views/use-view-actions';
import { useErrorState } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { usePreferences } from '@/ipc/preferences';
import { objectOf } from '@/ipc/reveal';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';
import { styleNonce } from '@/styles/nonce';
import { ROW_HEIGHTS } from '@/styles/theme';
import { type Bulk, BulkBar } from './BulkBar';
import classes from './List.module.css';
import { ListActions, ListLead, listNotes, type OpenMenu } from './ListBar';
import { ListEmpty } from './ListEmpty';
import { useFates } from './use-fates';
import { type ListSearch, useList } from './use-list';
import { useListKeys } from './use-list-keys';
import { usePastedRows } from './use-pasted-rows';
import { usePicked } from './use-picked';
import { useVersion } from './use-version';

type Row = { id: string; name: string };

type Props<R extends Row> = {
  entity: 'customer' | 'contact';
  title: string;
  search: ListSearch;
  go: (search: ListSearch) => void;
  usual: { sort: Sort[]; columns: readonly string[] };
  columns: GridColumn<R>[];
  /** `columns`: what is on screen, for a list whose rows carry only what was asked for. */
  load: (
    query: ListQuery,
    start: number,
    count: number,
    columns: readonly string[],
  ) => Promise<Page<R>>;
  /** The columns whose values rows carry only when asked; others come with every row. */
  asked?: (columns: readonly string[]) => readonly string[];
  /** Tables whose changes the rows show. */
  tables: readonly string[];
  states: readonly ListState[];
  onOpen: (row: R) => void;
  onCommit: (row: R, column: string, value: string | null) => Promise<string | null>;
  /** Stands above the list while there is something to say. */
  intro?: ReactNode;
  createCommand: string;
  createLabel: string;
  peek: (id: string, open: () => void, close: () => void) => ReactNode;
  /** What can be done with the selection here and in no other list. */
  bulk?: (bulk: Bulk) => ReactNode;
};

const below = (intro: ReactNode, notes: ReactNode) =>
  intro || notes ? (
    <>
      {intro}
      {notes}
    </>
  ) : null;

const rowId = (row: Row) => row.id;
const nameOf = (row: Row) => row.name;

/** A page that is one long table: customers, contacts. What differs comes in as props. */
export function ListPage<R extends Row>(props: Props<R>) {
  const { entity, load } = props;
  const { t } = useTranslation(['lists', 'views', 'filters', 'common']);
  const f = useFormat();
  const errorState = useErrorState();
  const { density } = usePreferences();
  const readOnly = useReadOnly();
  const rights = useRights();
  const fates = useFates(entity);
  const object = objectOf(entity);
  const mayEdit = !readOnly && rights.may(object, 'edit');
  const mayCreate = !readOnly && rights.may(object, 'create');
  const mayImport = !readOnly && rights.may(object, 'import');
  const mayDelete = !readOnly && rights.may(object, 'delete');
  const columns = useMemo(
    () =>
      mayEdit ? props.columns : props.columns.map((column) => ({ ...column, edit: undefined })),
    [props.columns, mayEdit],
  );
  const commands = useCommandRegistry();
  const navigate = useNavigate();
  const grid = useRef<GridHandle<R>>(null);
  const quick = useRef<HTMLInputElement>(null);
  const [total, setTotal] = useState<number | null>(null);
  const [menu, setMenu] = useState<OpenMenu>(null);
  const [current, setCurrent] = useState<R | null>(null);
  const [peeking, setPeeking] = useState(false);
  const list = useList(props);
  const words = useFilterWords(entity);
  const picks = usePicked(list.query, total);
  const version = useVersion(props.tables);
  const viewActions = useViewActions(entity);

  const { query } = list;
  const fields = useMemo(() => list.columns.map(({ field }) => field), [list.columns]);
  const asked = props.asked?.(fields).join();
  const listKey = useMemo(() => JSON.stringify([query, asked]), [query, asked]);
  const read = useCallback(
    (start: number, count: number) => load(query, start, count, fields),
    [load, query, fields],
  );
  const create = () => commands.run(props.createCommand);
  const closePeek = () => {
    setPeeking(false);
    grid.current?.focus();
  };
  const gridWords = useMemo(
    () => ({
      label: props.title,
      loading: t('loadingRows'),
      rowLoading: t('rowLoading'),
      rowFailed: t('rowFailed'),
      rowMissing: t('rowMissing'),
      selectAll: t('selectAll'),
      selectRow: (name: string) => t('selectRow', { name }),
      editCell: (column: string, name: string) => t('editCell', { column, name }),
      partFailed: t('partFailed'),
      retry: t('common:retry'),
    }),
    [t, props.title],
  );

  function remove() {
    const one = grid.current?.current();
    const selection: Selection | null =
      picks.selection ?? (one ? { mode: 'ids', ids: [one.id] } : null);
    if (selection && query.state !== 'deleted') {
      void fates.remove(selection).then((done) => done && picks.clear());
    }
  }

  usePastedRows(grid, object, mayImport);
  useListKeys({
    grid,
    create: mayCreate ? create : null,
    focusFilter: () => quick.current?.focus(),
    filter: () => setMenu('filter'),
    sort: () => setMenu('sort'),
    views: () => setMenu('views'),
    saveView: () => list.view && void viewActions.save(list.view, list.definition),
    canSaveView: list.dirty && (list.view?.mine ?? false) && rights.may('views', 'edit'),
    open: props.onOpen,
    togglePeek: () => setPeeking((now) => !now),
    closePeek: peeking ? closePeek : null,
    edit: mayEdit,
    remove: mayDelete ? remove : null,
    copied: (count) => notifications.show({ role: 'status', message: t('copied', { count }) }),
    clearSelection: picks.selection ? picks.clear : null,
  });

  return (
    <PageFrame
      fixed
      title={props.title}
      lead={
        <ListLead
          entity={entity}
          list={list}
          menu={menu}
          onMenu={setMenu}
          quickRef={quick}
          onLeaveQuick={() => grid.current?.focus()}
        />
      }
      actions={
        <ListActions
          entity={entity}
          list={list}
          words={words}
          menu={menu}
          onMenu={setMenu}
          columns={columns}
          states={props.states}
          createLabel={props.createLabel}
          onCreate={mayCreate ? create : null}
        />
      }
      below={below(props.intro, listNotes(entity, list, t))}
      peek={
        peeking && current
          ? props.peek(current.id, () => props.onOpen(current), closePeek)
          : undefined
      }
    >
      <div className={classes.table}>
        <DataGrid<R>
          ref={grid}
          listKey={listKey}
          load={read}
          version={version}
          rowId={rowId}
          nameOf={nameOf}
          columns={columns}
          shown={list.columns}
          onShown={list.setColumns}
          sort={query.sort}
          onSort={list.setSort}
          selection={picks.picked}
          onSelection={picks.setPicked}
          onTotal={setTotal}
          onCurrent={setCurrent}
          onOpen={props.onOpen}
          onCommit={props.onCommit}
          words={gridWords}
          empty={
            <ListEmpty
              object={object}
              state={query.state}
              filtered={list.filtered}
              onClear={list.clear}
              create={mayCreate ? { label: props.createLabel, run: create } : null}
              onImport={
                mayImport
                  ? () => void navigate({ to: '/import', search: { target: object } })
                  : null
              }
            />
          }
          failed={(error, retry) => <ErrorState {...errorState(error)} onRetry={retry} />}
          rowHeight={ROW_HEIGHTS[density]}
          styleNonce={styleNonce()}
        />
        <BulkBar
          entity={entity}
          selection={picks.selection}
          state={query.state}
          total={total ?? 0}
          onSelectAll={picks.all}
          onClear={picks.clear}
        >
          {props.bulk}
        </BulkBar>
      </div>
      {total !== null && (
        <StatusText>{t('rows', { count: total, rows: f.number(total) })}</StatusText>
      )}
    </PageFrame>
  );
}
