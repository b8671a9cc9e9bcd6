import { CloseButton } from '@mantine/core';
import classes from './Display.module.css';

type Props = {
  name: string;
  /** A CSS colour; drawn as a dot, so that the words stay legible in both schemes. */
  colour: string;
  /** With it the pill can be taken off; needs `removeLabel`. */
  onRemove?: () => void;
  removeLabel?: string;
};

export function TagPill({ name, colour, onRemove, removeLabel }: Props) {
  return (
    <span className={classes.tag}>
      <svg className={classes.dot} viewBox="0 0 8 8" aria-hidden="true">
        <circle cx="4" cy="4" r="4" fill={colour} />
      </svg>
      <span className={classes.tagName}>{name}</span>
      {onRemove && (
        <CloseButton size={16} iconSize={12} aria-label={removeLabel} onClick={onRemove} />
      )}
    </span>
  );
}
