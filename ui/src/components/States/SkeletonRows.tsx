import { Skeleton } from '@mantine/core';
import classes from './States.module.css';
import { useDelayed } from './use-delayed';

/** Rows that are on their way. Shows nothing for the first 300 ms: most answers come sooner. */
export function SkeletonRows({ rows = 8, label }: { rows?: number; label: string }) {
  const shown = useDelayed(300);
  return (
    <div role="status" aria-label={label} className={classes.rows}>
      {shown &&
        Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <Skeleton key={row} height={14} width={`${92 - ((row * 17) % 40)}%`} />
        ))}
    </div>
  );
}
