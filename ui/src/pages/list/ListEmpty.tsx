import { Button } from '@mantine/core';
import { IconArchive, IconFilterOff, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '@/components/States/EmptyState';
import type { ListState } from '@/features/views/StateMenu';

type Words = { title: string; hint: string };

type Props = {
  state: ListState;
  filtered: boolean;
  words: { filtered: Words & { clear: string }; archived?: Words; deleted: Words };
  onClear: () => void;
  /** Nothing there at all: how to begin. */
  begin: ReactNode;
};

/** Why a list is empty, and the way out of it. */
export function ListEmpty({ state, filtered, words, onClear, begin }: Props) {
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={32} stroke={1.5} />}
        title={words.filtered.title}
        hint={words.filtered.hint}
      >
        <Button variant="default" onClick={onClear}>
          {words.filtered.clear}
        </Button>
      </EmptyState>
    );
  }
  if (state === 'live') return begin;
  const Icon = state === 'archived' ? IconArchive : IconTrash;
  const said = (state === 'archived' ? words.archived : undefined) ?? words.deleted;
  return <EmptyState icon={<Icon size={32} stroke={1.5} />} title={said.title} hint={said.hint} />;
}
