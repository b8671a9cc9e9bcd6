import { type ComponentType, lazy, Suspense } from 'react';
import type { DataGridProps } from './DataGrid';
import classes from './DataGrid.module.css';
import { GridSkeleton } from './GridSkeleton';

/** AG Grid is half of what a list page weighs: it is read beside the page, whose bars are there before it. */
const loading = import('./DataGrid');
const Loaded = lazy(async () => ({ default: (await loading).DataGrid }));

/** A list of any length. */
export function DataGrid<R>(props: DataGridProps<R>) {
  // `lazy` forgets what a component is generic over.
  const Grid = Loaded as ComponentType<DataGridProps<R>>;
  return (
    <Suspense
      fallback={
        <section className={classes.root} aria-label={props.words.label} data-phase="loading">
          <GridSkeleton rowHeight={props.rowHeight} />
        </section>
      }
    >
      <Grid {...props} />
    </Suspense>
  );
}
