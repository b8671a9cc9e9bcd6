import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '@/components/Commands/Commands';
import type { Command } from '@/components/Commands/registry';
import type { GridHandle } from '@/components/DataGrid/types';

type Acts<R> = {
  grid: RefObject<GridHandle<R> | null>;
  /** Null where nothing can be made. */
  create: (() => void) | null;
  focusFilter: () => void;
  filter: () => void;
  sort: () => void;
  views: () => void;
  saveView: () => void;
  canSaveView: boolean;
  open: (row: R) => void;
  togglePeek: () => void;
  closePeek: (() => void) | null;
  /** Cells can be edited. */
  edit: boolean;
  /** Null where nothing can be deleted. */
  remove: (() => void) | null;
  copied: (rows: number) => void;
  clearSelection: (() => void) | null;
};

/** The keys of a list. Those that mean a row act only while the table has the focus. */
export function useListKeys<R>(acts: Acts<R>): void {
  const { t } = useTranslation('lists');
  const { grid } = acts;
  const group = t('group');
  const inGrid = () => grid.current?.hasFocus() ?? false;
  const row = (id: string, label: string, keys: string, run: () => void): Command => ({
    id: `list.${id}`,
    label,
    group,
    keys,
    run,
    when: inGrid,
    palette: false,
  });
  const move = (id: string, label: string, keys: string, by: 1 | -1): Command => ({
    id: `list.${id}`,
    label,
    group,
    keys,
    run: () => grid.current?.move(by),
    palette: false,
  });
  const leave = acts.closePeek ?? acts.clearSelection;

  useCommands([
    {
      id: 'list.new',
      label: t('commands.new'),
      group,
      keys: 'n',
      enabled: acts.create !== null,
      run: () => acts.create?.(),
    },
    {
      id: 'list.focusFilter',
      label: t('commands.focusFilter'),
      group,
      keys: '/',
      run: acts.focusFilter,
    },
    { id: 'list.filter', label: t('commands.filter'), group, keys: 'f', run: acts.filter },
    { id: 'list.sort', label: t('commands.sort'), group, keys: 's', run: acts.sort },
    { id: 'list.views', label: t('commands.views'), group, keys: 'v', run: acts.views },
    {
      id: 'list.saveView',
      label: t('commands.saveView'),
      group,
      keys: 'mod+s',
      enabled: acts.canSaveView,
      run: acts.saveView,
    },
    move('down', t('commands.down'), 'j', 1),
    move('up', t('commands.up'), 'k', -1),
    row('first', t('commands.first'), 'home, mod+home', () => grid.current?.jump('first')),
    row('last', t('commands.last'), 'end, mod+end', () => grid.current?.jump('last')),
    row('open', t('commands.open'), 'enter', () => {
      const current = grid.current?.current();
      if (current) acts.open(current);
    }),
    row('peek', t('commands.peek'), 'space', acts.togglePeek),
    row('select', t('commands.select'), 'x', () => grid.current?.toggleCurrent()),
    row('extendDown', t('commands.extendDown'), 'shift+down', () => grid.current?.extend(1)),
    row('extendUp', t('commands.extendUp'), 'shift+up', () => grid.current?.extend(-1)),
    row('selectAll', t('commands.selectAll'), 'mod+a', () => grid.current?.widenSelection()),
    {
      ...row('edit', t('commands.edit'), 'e, f2', () => grid.current?.editCurrent()),
      enabled: acts.edit,
    },
    row('copy', t('commands.copy'), 'mod+c', () => acts.copied(grid.current?.copy() ?? 0)),
    {
      ...row('delete', t('commands.delete'), 'del', () => acts.remove?.()),
      enabled: acts.remove !== null,
    },
    {
      ...row('leave', t('clearSelection'), 'esc', () => leave?.()),
      enabled: leave !== null,
    },
  ]);
}
