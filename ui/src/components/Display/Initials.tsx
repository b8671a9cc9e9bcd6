import classes from './Display.module.css';
import { colourOf, initialsOf } from './initials';

/** A small square with the first letters of a name, its colour drawn from the id. Decoration only. */
export function Initials({ id, name }: { id: string; name: string }) {
  return (
    <svg className={classes.initials} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill={colourOf(id)} />
      <text x="12" y="16.2" textAnchor="middle" fontSize="11" fontWeight="600" fill="#ffffff">
        {initialsOf(name)}
      </text>
    </svg>
  );
}
