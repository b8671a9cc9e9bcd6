import type { ReactNode } from 'react';
import { Initials } from '@/components/Display/Initials';
import classes from './RecordHeader.module.css';

type RecordHeaderProps = {
  id: string;
  name: string;
  /** The name, edited where it stands. */
  title: ReactNode;
  facts: readonly { key: string; label: string; value: ReactNode }[];
  tags: ReactNode;
};

/** The head of a record: its sign, its name and what one wants to know first. */
export function RecordHeader({ id, name, title, facts, tags }: RecordHeaderProps) {
  return (
    <div className={classes.header}>
      <div className={classes.sign}>
        <Initials id={id} name={name} />
      </div>
      <div className={classes.body}>
        <div className={classes.title}>{title}</div>
        <div className={classes.facts}>
          {facts.map(({ key, label, value }) => (
            <div key={key} className={classes.fact}>
              <span className={classes.label}>{label}</span>
              <div className={classes.value}>{value}</div>
            </div>
          ))}
          {tags}
        </div>
      </div>
    </div>
  );
}
