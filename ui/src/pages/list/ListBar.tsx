import { Alert, Button, Popover, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter, IconPlus, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '@/components/Kbd/Keys';
import { FilterChips } from '@/features/filters/FilterChips';
import { FilterBuilder } from '@/features/filters/LazyFilterBuilder';
import { group } from '@/features/filters/tree';
import type { FilterWords } from '@/features/filters/use-filter-words';
import { parse, serialise } from '@/features/filters/wire';
import { FieldsMenu } from '@/features/views/FieldsMenu';
import { SortMenu } from '@/features/views/SortMenu';
import { type ListState, StateMenu } from '@/features/views/StateMenu';
import { ViewSwitcher } from '@/features/views/ViewSwitcher';
import classes from './List.module.css';
import type { List } from './use-list';

export type OpenMenu = 'views' | 'filter' | 'sort' | null;

type LeadProps = {
  entity: 'customer' | 'contact';
  list: List;
  menu: OpenMenu;
  onMenu: (menu: OpenMenu) => void;
  quickRef: Ref<HTMLInputElement>;
  onLeaveQuick: () => void;
};

/** Left of the page bar: the view and the quick filter. */
export function ListLead({ entity, list, menu, onMenu, quickRef, onLeaveQuick }: LeadProps) {
  return (
    <>
      <ViewSwitcher
        entity={entity}
        views={list.views}
        view={list.view}
        title={list.title}
        dirty={list.dirty}
        definition={list.definition}
        opened={menu === 'views'}
        onOpened={(opened) => onMenu(opened ? 'views' : null)}
        onChoose={list.chooseView}
        onReset={list.reset}
      />
      <QuickFilter inputRef={quickRef} list={list} onLeave={onLeaveQuick} />
    </>
  );
}

const SETTLE_MS = 120;

function QuickFilter(props: { inputRef: Ref<HTMLInputElement>; list: List; onLeave: () => void }) {
  const { inputRef, list, onLeave } = props;
  const { t } = useTranslation('lists');
  const wanted = list.query.text ?? '';
  const [text, setText] = useState(wanted);
  const send = useDebouncedCallback(list.setText, SETTLE_MS);

  const typing = useRef(false);
  useEffect(() => {
    // A view, a link or "clear" may change it from outside. While somebody types, the list lags behind
    // the field, and what it was asked for a moment ago must not take back the newest letters.
    if (!typing.current) setText(wanted);
  }, [wanted]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Backspace' && text === '') {
      const filter = parse(list.query.filter);
      const items = filter?.join === 'all' && !filter.negated ? filter.items.slice(0, -1) : [];
      if (filter) list.setFilter(serialise(group(items)));
    }
    if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      setText('');
      list.setText('');
    } else if (['Enter', 'ArrowDown', 'Escape'].includes(event.key)) {
      event.preventDefault();
      onLeave();
    }
  }

  return (
    <TextInput
      ref={inputRef}
      className={classes.quick}
      type="search"
      aria-label={t('quick')}
      placeholder={t('quickHint')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text === '' ? <Keys keys="/" /> : undefined}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
      onFocus={() => {
        typing.current = true;
      }}
      onBlur={() => {
        typing.current = false;
      }}
      onKeyDown={onKeyDown}
    />
  );
}

type ActionsProps = {
  entity: 'customer' | 'contact';
  list: List;
  words: FilterWords;
  menu: OpenMenu;
  onMenu: (menu: OpenMenu) => void;
  columns: readonly { field: string; title: string }[];
  states: readonly ListState[];
  createLabel: string;
  /** Null where nothing can be made. */
  onCreate: (() => void) | null;
};

/** Right of the page bar: what to show of the list, and New. */
export function ListActions(props: ActionsProps) {
  const { entity, list, words, menu, onMenu, columns, states } = props;
  const { t } = useTranslation('filters');
  const sortable = words
    .fields(null)
    .filter((field) => field.sortable)
    .map(({ field }) => ({ value: field, label: words.fieldLabel(field, null) }));
  return (
    <>
      <Popover
        opened={menu === 'filter'}
        onChange={(opened) => onMenu(opened ? 'filter' : null)}
        position="bottom"
        width={680}
        trapFocus
      >
        <Popover.Target>
          <Button
            variant="subtle"
            color="gray"
            fw={500}
            leftSection={<IconFilter size={16} aria-hidden />}
            onClick={() => onMenu(menu === 'filter' ? null : 'filter')}
          >
            {t('filter')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('builder')}>
          <Suspense>
            <FilterBuilder entity={entity} value={list.query.filter} onChange={list.setFilter} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      <SortMenu
        opened={menu === 'sort'}
        onOpened={(opened) => onMenu(opened ? 'sort' : null)}
        sort={list.query.sort}
        onSort={list.setSort}
        fields={sortable}
      />
      <FieldsMenu
        all={columns}
        shown={list.columns}
        fixed="name"
        onShown={list.setColumns}
        onUsual={list.usualColumns}
      />
      <StateMenu states={states} value={list.query.state} onChange={list.setState} />
      {props.onCreate && (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={props.onCreate}>
          {props.createLabel}
        </Button>
      )}
    </>
  );
}

/** Under the page bar: the filter in words, and what became of a view's lost fields. Null when there is nothing to say. */
export function listNotes(
  entity: 'customer' | 'contact',
  list: List,
  t: (key: string, data?: Record<string, unknown>) => string,
) {
  const dropped = list.view?.dropped ?? [];
  const hasChips = list.query.filter !== null;
  if (!hasChips && dropped.length === 0 && !list.viewGone && !list.unreadable) return null;
  return (
    <div className={classes.notes}>
      {list.unreadable && <Alert color="yellow">{t('filters:unreadable')}</Alert>}
      {list.viewGone && <Alert color="yellow">{t('views:gone')}</Alert>}
      {dropped.length > 0 && (
        <Alert color="yellow">{t('views:dropped', { fields: dropped.join(', ') })}</Alert>
      )}
      {hasChips && (
        <FilterChips entity={entity} value={list.query.filter} onChange={list.setFilter} />
      )}
    </div>
  );
}
