import classes from './RecordOrigin.module.css';

type RecordOriginProps = {
  facts: readonly { label: string; text: string; by: string | null }[];
};

/** Facts a record keeps about itself: nobody edits them. */
export function RecordOrigin({ facts }: RecordOriginProps) {
  return (
    <dl className={classes.origin}>
      {facts.map(({ label, text, by }) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{by === null ? text : `${text} · ${by}`}</dd>
        </div>
      ))}
    </dl>
  );
}
