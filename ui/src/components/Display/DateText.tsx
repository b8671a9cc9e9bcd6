import classes from './Display.module.css';

/** A date in words, the exact one on hover: `<DateText text={f.relative(at)} exact={f.dateTime(at)} iso=… />`. */
export function DateText({ text, exact, iso }: { text: string; exact?: string; iso?: string }) {
  return (
    <time className={classes.tabular} title={exact} dateTime={iso}>
      {text}
    </time>
  );
}
