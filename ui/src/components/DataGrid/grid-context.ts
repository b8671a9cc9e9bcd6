import { createContext, use } from 'react';
import type { GridSelection } from './selection';
import type { GridSort, GridWords } from './types';

/** What the cells and headers, drawn by AG Grid inside our tree, need to know of the whole. */
export type GridShared = {
  selection: GridSelection;
  total: number;
  sort: readonly GridSort[];
  words: GridWords;
  onToggle: (id: string, range: boolean) => void;
  onToggleAll: () => void;
  onSort: (field: string, add: boolean) => void;
};

export const GridContext = createContext<GridShared | null>(null);

export function useGrid(): GridShared {
  const shared = use(GridContext);
  if (!shared) throw new Error('a cell was drawn outside its DataGrid');
  return shared;
}
