import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './DataGrid.module.css';

/** Reading is usually over before anybody could see this. */
const PATIENCE_MS = 300;
const WIDTHS = ['38%', '52%', '30%', '46%', '60%', '34%', '50%', '42%'];

export function GridSkeleton({ rowHeight }: { rowHeight: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className={classes.skeletons} aria-hidden>
      {WIDTHS.map((width) => (
        <div key={width} className={classes.skeletonRow} style={{ height: rowHeight }}>
          <Skeleton height={10} width={width} />
        </div>
      ))}
    </div>
  );
}
