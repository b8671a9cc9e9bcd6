import classes from './Display.module.css';

/** An amount, already written by the formatter; figures line up, debts stand out by their sign. */
export function MoneyText({ text, exact }: { text: string; exact?: string }) {
  return (
    <span className={classes.money} title={exact}>
      {text}
    </span>
  );
}
