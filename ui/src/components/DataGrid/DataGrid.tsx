import { Button } from '@mantine/core';
import type { GridApi } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type ReactNode, type Ref, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { columnDefs } from './column-defs';
import classes from './DataGrid.module.css';
import { EditPopover } from './EditPopover';
import { GridSkeleton } from './GridSkeleton';
import { GridContext } from './grid-context';
import { gridTheme } from './grid-theme';
import { registerGrid } from './modules';
import type { GridSelection } from './selection';
import { nextSort } from './sort';
import type { GridColumn, GridHandle, GridSort, GridWords, ShownColumn } from './types';
import { useColumnChanges } from './use-columns';
import { useCurrent } from './use-current';
import { useEditing } from './use-editing';
import { useGridHandle } from './use-grid-handle';
import { BLOCK, BLOCKS_KEPT, type Load, useRows } from './use-rows';
import { useSelection } from './use-selection';

registerGrid();

export type DataGridProps<R> = {
  ref?: Ref<GridHandle<R>>;
  /** What the list is; another key is another list. */
  listKey: string;
  load: Load<R>;
  /** Counts the changes of the data: a higher number reads the rows on screen again. */
  version: number;
  rowId: (row: R) => string;
  nameOf: (row: R) => string;
  columns: readonly GridColumn<R>[];
  shown: readonly ShownColumn[];
  onShown: (shown: ShownColumn[]) => void;
  sort: readonly GridSort[];
  onSort: (sort: GridSort[]) => void;
  selection: GridSelection;
  onSelection: (selection: GridSelection) => void;
  onTotal?: (total: number | null) => void;
  onCurrent?: (row: R | null) => void;
  onOpen: (row: R) => void;
  onCommit: (row: R, field: string, value: string | null) => Promise<string | null>;
  words: GridWords;
  /** Shown when there is no row, and when the list could not be read. */
  empty: ReactNode;
  failed: (error: unknown, retry: () => void) => ReactNode;
  rowHeight: number;
  styleNonce: string;
};

/** AG Grid would announce Space as its own key for selecting; here it previews, and `x` selects. */
const OUR_KEYS = { ariaRowSelect: '', ariaRowDeselect: '', ariaRowToggleSelection: '' };

/** What the parts of AG Grid that are in use can say. */
function gridTexts(words: GridWords) {
  return {
    ...OUR_KEYS,
    loadingOoo: words.loading,
    loadingError: words.rowFailed,
    ariaSkeletonCellLoading: words.rowLoading,
    ariaSkeletonCellLoadingFailed: words.rowMissing,
  };
}

const ROW_SELECTION = {
  mode: 'multiRow',
  checkboxes: false,
  headerCheckbox: false,
  enableClickSelection: false,
} as const;

/** A list of any length: only the blocks on screen are held, everything else is asked for. */
export function DataGrid<R>(props: DataGridProps<R>) {
  const { columns, shown, nameOf, sort, selection, words, rowHeight } = props;
  const [api, setApi] = useState<GridApi<R> | null>(null);
  const root = useRef<HTMLElement>(null);
  const rows = useRows(api, { key: props.listKey, load: props.load, version: props.version });
  const { state } = rows;
  const total = state.phase === 'ready' ? state.total : 0;
  const { onTotal } = props;
  useEffect(() => onTotal?.(state.phase === 'ready' ? total : null), [onTotal, state.phase, total]);

  const picks = useSelection(api, selection, total, props.onSelection);
  const current = useCurrent(api, root, props.rowId, props.onCurrent);
  const editing = useEditing(api, root, columns, shown, current);
  const changes = useColumnChanges(shown, props.onShown);
  useGridHandle(props.ref, { api, root, columns, shown, selection, current, picks, editing, rows });

  const latest = useRef({ sort, onSort: props.onSort });
  latest.current = { sort, onSort: props.onSort };
  const onSort = useCallback((field: string, add: boolean) => {
    latest.current.onSort(nextSort(latest.current.sort, field, add));
  }, []);

  const texts = useMemo(() => gridTexts(words), [words]);
  const defs = useMemo(
    () => columnDefs(columns, shown, nameOf, onSort),
    [columns, shown, nameOf, onSort],
  );
  const shared = useMemo(
    () => ({
      selection,
      total,
      sort,
      words,
      onSort,
      onToggle: picks.toggleRow,
      onToggleAll: picks.toggleAll,
    }),
    [selection, total, sort, words, onSort, picks.toggleRow, picks.toggleAll],
  );

  return (
    <GridContext value={shared}>
      <section
        ref={root}
        className={classes.root}
        aria-label={words.label}
        data-phase={state.phase}
      >
        <AgGridReact<R>
          // Its texts and heights are read once.
          key={`${words.loading}${rowHeight}`}
          className={classes.grid}
          rowModelType="infinite"
          cacheBlockSize={BLOCK}
          maxBlocksInCache={BLOCKS_KEPT}
          blockLoadDebounceMillis={40}
          maxConcurrentDatasourceRequests={2}
          infiniteInitialRowCount={1}
          theme={gridTheme}
          styleNonce={props.styleNonce}
          localeText={texts}
          rowHeight={rowHeight}
          headerHeight={36}
          columnDefs={defs}
          getRowId={({ data }) => props.rowId(data)}
          rowSelection={ROW_SELECTION}
          suppressDragLeaveHidesColumns
          suppressNoRowsOverlay
          suppressScrollOnNewData
          onGridReady={(event) => setApi(event.api)}
          onGridPreDestroyed={() => setApi(null)}
          onModelUpdated={() => {
            picks.paint();
            current.keep();
          }}
          onCellFocused={(event) => current.focused(event.rowIndex)}
          onCellClicked={picks.endRange}
          onRowDoubleClicked={({ data }) => data && props.onOpen(data)}
          onBodyScroll={editing.close}
          onColumnMoved={(event) => event.finished && changes.moved(event.api)}
          onColumnResized={(event) => {
            const byHand = event.finished && event.source === 'uiColumnResized';
            if (byHand && event.column) {
              changes.resized(event.column.getColId(), event.column.getActualWidth());
            }
          }}
        />
        {state.phase === 'loading' && <GridSkeleton rowHeight={rowHeight} />}
        {state.phase === 'failed' && (
          <div className={classes.cover}>{props.failed(state.error, rows.reload)}</div>
        )}
        {state.phase === 'ready' && total === 0 && (
          <div className={classes.cover}>{props.empty}</div>
        )}
        {state.phase === 'ready' && state.partFailed && (
          <div className={classes.note} role="alert">
            {words.partFailed}
            <Button size="compact-xs" variant="default" onClick={rows.reload}>
              {words.retry}
            </Button>
          </div>
        )}
        {editing.now && (
          <EditPopover
            key={editing.now.id + editing.now.column.field}
            editing={editing.now}
            label={words.editCell(editing.now.column.title, nameOf(editing.now.row))}
            onCommit={props.onCommit}
            onDone={editing.done}
          />
        )}
      </section>
    </GridContext>
  );
}
