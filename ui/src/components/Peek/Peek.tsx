import { Button, CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Initials } from '@/components/Display/Initials';
import classes from './Peek.module.css';

type Props = {
  /** Left out while it is being read. */
  record?: { id: string; name: string };
  words: { title: string; open: string; close: string };
  onOpen: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A record beside its list, to be read without leaving it. */
export function Peek({ record, words, onOpen, onClose, children }: Props) {
  return (
    <section className={classes.peek} aria-label={words.title}>
      {record && (
        <header className={classes.head}>
          <Initials id={record.id} name={record.name} />
          <h2 className={classes.title}>{record.name}</h2>
          <Button variant="default" size="compact-sm" onClick={onOpen}>
            {words.open}
          </Button>
          <CloseButton aria-label={words.close} onClick={onClose} />
        </header>
      )}
      {children}
    </section>
  );
}

export function PeekPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h3 className={classes.partTitle}>{title}</h3>
      {children}
    </section>
  );
}

/** What is known, line by line; a line without a value is left out. */
export function PeekFacts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  const known = facts.filter(([, value]) => value);
  return (
    <dl className={classes.facts}>
      {known.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function PeekPeople(props: {
  people: readonly { id: string; name: string; hint: string }[];
}) {
  return (
    <ul className={classes.people}>
      {props.people.map(({ id, name, hint }) => (
        <li key={id}>
          <span>{name}</span>
          <span className={classes.soft}>{hint}</span>
        </li>
      ))}
    </ul>
  );
}
