import { capsOf, waysOf } from '@/components/Commands/keys';
import classes from './Keys.module.css';

/** A key or a sequence of keys as key caps: `mod+k`, `g c`. The first of several ways is shown. */
export function Keys({ keys }: { keys: string }) {
  const strokes = capsOf(waysOf(keys)[0] ?? '');
  return (
    <span className={classes.keys}>
      {strokes.map((caps, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may repeat a key, and never changes its order
        <span key={place} className={classes.stroke}>
          {caps.map((cap) => (
            <kbd key={cap} className={classes.cap}>
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
