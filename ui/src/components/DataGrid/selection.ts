/**
 * What is selected, as a value: some rows by id, or everything the query finds except some.
 * The second form never lists its rows, so it is as cheap for a million of them.
 */
export type GridSelection =
  | { mode: 'ids'; ids: ReadonlySet<string> }
  | { mode: 'query'; except: ReadonlySet<string> };

export const nothing: GridSelection = { mode: 'ids', ids: new Set() };

export const everything: GridSelection = { mode: 'query', except: new Set() };

export function isSelected(selection: GridSelection, id: string): boolean {
  return selection.mode === 'ids' ? selection.ids.has(id) : !selection.except.has(id);
}

export function sizeOf(selection: GridSelection, total: number): number {
  return selection.mode === 'ids' ? selection.ids.size : Math.max(0, total - selection.except.size);
}

/** Sets each of the rows to selected or not. */
export function mark(
  selection: GridSelection,
  ids: Iterable<string>,
  selected: boolean,
): GridSelection {
  const listed = new Set(selection.mode === 'ids' ? selection.ids : selection.except);
  const lists = (selection.mode === 'ids') === selected;
  for (const id of ids) {
    if (lists) listed.add(id);
    else listed.delete(id);
  }
  return selection.mode === 'ids'
    ? { mode: 'ids', ids: listed }
    : { mode: 'query', except: listed };
}

export function toggle(selection: GridSelection, id: string): GridSelection {
  return mark(selection, [id], !isSelected(selection, id));
}

/** First all rows that are loaded; asked again, all the query finds. */
export function widen(
  selection: GridSelection,
  loaded: readonly string[],
  total: number,
): GridSelection {
  if (selection.mode === 'query') return everything;
  const all = loaded.every((id) => selection.ids.has(id));
  if (all && loaded.length > 0) return loaded.length < total ? everything : selection;
  return mark(selection, loaded, true);
}
