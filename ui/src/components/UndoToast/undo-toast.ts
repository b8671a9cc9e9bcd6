import { createContext, useContext } from 'react';

/** Says what was done, with an Undo button, for 8 s: `t('deleted', { count: 3 })`. */
export type ShowUndo = (message: string) => void;

export const UndoToastContext = createContext<ShowUndo>(() => {});

/** For after an act that can be undone; the app gives the toast its words and its Undo. */
export function useUndoToast(): ShowUndo {
  return useContext(UndoToastContext);
}
