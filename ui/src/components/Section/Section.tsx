import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './Section.module.css';

type SectionProps = {
  title: string;
  /** How many things are inside. */
  count?: number;
  action?: ReactNode;
  children: ReactNode;
};

/** A titled part of a panel, with at most a few small actions beside its title. */
export function Section({ title, count, action, children }: SectionProps) {
  const heading = useId();
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <Group justify="space-between" wrap="nowrap" mih={28}>
        <Title order={3} id={heading} className={classes.title}>
          {title}
          {count !== undefined && count > 0 && <span className={classes.count}>{count}</span>}
        </Title>
        {action}
      </Group>
      {children}
    </section>
  );
}
