import { CivilDateInput } from '@/components/CivilDateInput/CivilDateInput';
import { momentOf } from '@/components/CivilDateInput/civil-date';
import classes from './InlineEdit.module.css';
import { Resting } from './Resting';
import type { Commit } from './use-inline-edit';
import { useInlineEdit } from './use-inline-edit';

type InlineDateProps = {
  label: string;
  /** `YYYY-MM-DD`, or with `withTime` `YYYY-MM-DD HH:mm:ss`; null when there is none. */
  value: string | null;
  display: string | null;
  empty: string;
  disabled?: boolean;
  /** Why nobody may change it here. */
  locked?: string;
  withTime?: boolean;
  onCommit: Commit<string | null>;
};

const MOMENT = { withTime: true, valueFormat: 'YYYY-MM-DD HH:mm', dateParser: momentOf } as const;

/** A civil date, or a moment, edited where it stands. */
export function InlineDate({
  label,
  value,
  display,
  empty,
  disabled = false,
  locked,
  withTime = false,
  onCommit,
}: InlineDateProps) {
  const edit = useInlineEdit(value, onCommit);
  if (!edit.editing) {
    return (
      <Resting
        ref={edit.resting}
        label={label}
        display={display}
        spoken={display ?? ''}
        empty={empty}
        disabled={disabled}
        locked={locked}
        onOpen={edit.open}
      />
    );
  }
  return (
    <CivilDateInput
      aria-label={label}
      className={classes.editor}
      size="xs"
      {...(withTime && MOMENT)}
      value={edit.draft}
      error={edit.error}
      disabled={edit.storing}
      clearable
      autoFocus
      onChange={edit.change}
      onBlur={edit.commitLatest}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          edit.revert();
        } else if (event.key === 'Enter') {
          edit.commitLatest();
        }
      }}
    />
  );
}
