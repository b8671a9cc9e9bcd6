import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './PropertyList.module.css';

export type Property = {
  key: string;
  label: string;
  /** Empty properties step back until they are asked for. */
  empty: boolean;
  editor: ReactNode;
};

type PropertyListProps = {
  properties: readonly Property[];
  words: { showEmpty: (count: number) => string; hideEmpty: string };
};

/** Names and values of a record, the values edited where they stand. */
export function PropertyList({ properties, words }: PropertyListProps) {
  const [all, setAll] = useState(false);
  // A value cleared or filled a moment ago keeps its place until the list is asked again.
  const [kept, setKept] = useState(() => filled(properties));
  const shown = properties.filter(({ key, empty }) => all || !empty || kept.has(key));
  const hidden = properties.filter(({ key, empty }) => empty && !kept.has(key)).length;

  return (
    <>
      <dl className={classes.list}>
        {shown.map(({ key, label, editor }) => (
          <div key={key} className={classes.row}>
            <dt className={classes.label}>{label}</dt>
            <dd className={classes.value}>{editor}</dd>
          </div>
        ))}
      </dl>
      {hidden > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.more}
          aria-expanded={all}
          onClick={() => {
            setKept(filled(properties));
            setAll(!all);
          }}
        >
          {all ? words.hideEmpty : words.showEmpty(hidden)}
        </Button>
      )}
    </>
  );
}

function filled(properties: readonly Property[]): ReadonlySet<string> {
  return new Set(properties.filter(({ empty }) => !empty).map(({ key }) => key));
}
