import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { firstNode } from './ConditionRow';
import { GroupEditor } from './GroupEditor';
import { complete } from './operators';
import { type Group, group } from './tree';
import { type Entity, useFilterWords } from './use-filter-words';
import { canonical, parse, serialise } from './wire';

type Props = {
  entity: Entity;
  /** The filter on the wire. */
  value: string | null;
  onChange: (value: string | null) => void;
};

/** Long enough for a typed word, short enough to feel at once. */
const SETTLE_MS = 200;

/** Edits a filter of any depth; the list follows while it is built. */
export function FilterBuilder({ entity, value, onChange }: Props) {
  const words = useFilterWords(entity);
  const [draft, setDraft] = useState<Group>(() => {
    const filter = parse(value) ?? group();
    // An empty builder starts with a row to fill in; until it is, it filters nothing.
    return filter.items.length > 0 ? filter : group([firstNode(words, null)]);
  });
  const sent = useRef(canonical(value));
  const send = useDebouncedCallback(
    (next: Group) => {
      const wire = serialise(complete(next, words.info));
      if (wire === sent.current) return;
      sent.current = wire;
      onChange(wire);
    },
    { delay: SETTLE_MS, flushOnUnmount: true },
  );

  useEffect(() => {
    // Somebody else changed the filter: a chip was removed, a view was chosen.
    if (canonical(value) === sent.current) return;
    sent.current = canonical(value);
    setDraft(parse(value) ?? group());
  }, [value]);

  return (
    <GroupEditor
      entity={entity}
      words={words}
      scope={null}
      value={draft}
      onChange={(next) => {
        setDraft(next);
        send(next);
      }}
    />
  );
}
