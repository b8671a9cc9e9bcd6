import type { ReactNode } from 'react';

export type GridPage<R> = { rows: R[]; total: number };

export type GridSort = { field: string; descending: boolean };

/** A column on screen, in order; `null` = its usual width. */
export type ShownColumn = { field: string; width: number | null };

export type Step = 'next' | 'previous';

/** What an editor of a cell gets: where to hand the value, and what was wrong with the last one. */
export type CellEdit = {
  commit: (value: string | null, step?: Step) => void;
  /** On to another cell, leaving this one as it was. */
  move: (step: Step) => void;
  cancel: () => void;
  error: string | null;
};

export type GridColumn<R> = {
  field: string;
  title: string;
  width: number;
  /** Takes what room is left. */
  grows?: boolean;
  numeric?: boolean;
  sortable?: boolean;
  /** What is shown, copied and compared. */
  text: (row: R) => string;
  /** Shown instead of the text where the text alone is too plain. */
  cell?: (row: R) => ReactNode;
  edit?: (row: R, edit: CellEdit) => ReactNode;
};

export type GridWords = {
  /** While rows are read: to see, and for a row to hear; and when one could not be. */
  loading: string;
  rowLoading: string;
  rowFailed: string;
  rowMissing: string;
  /** The accessible name of the whole table. */
  label: string;
  selectAll: string;
  selectRow: (name: string) => string;
  /** Said when a block further down could not be read. */
  partFailed: string;
  retry: string;
  editCell: (column: string, name: string) => string;
};

/** What the keyboard and the bars around the grid may ask of it. */
export type GridHandle<R> = {
  hasFocus: () => boolean;
  focus: () => void;
  current: () => R | null;
  move: (by: 1 | -1) => void;
  jump: (to: 'first' | 'last') => void;
  extend: (by: 1 | -1) => void;
  toggleCurrent: () => void;
  widenSelection: () => void;
  editCurrent: () => void;
  copy: () => number;
  reload: () => void;
};
