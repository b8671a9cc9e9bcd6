import { Button, CopyButton } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconRefresh } from '@tabler/icons-react';
import classes from './States.module.css';

type Props = {
  title: string;
  hint?: string;
  /** Incident number of an internal failure: offered for copying. */
  incident?: string | null;
  onRetry?: () => void;
  words: { retry: string; copyCode: string; copied: string };
};

/** Something failed: what, what to do, a retry, and the code to pass on. */
export function ErrorState({ title, hint, incident, onRetry, words }: Props) {
  return (
    <div className={classes.state} role="alert">
      <div className={classes.bad}>
        <IconAlertTriangle size={28} stroke={1.5} />
      </div>
      <p className={classes.title}>{title}</p>
      {hint && <p className={classes.hint}>{hint}</p>}
      <div className={classes.actions}>
        {onRetry && (
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
            {words.retry}
          </Button>
        )}
        {incident && (
          <CopyButton value={incident}>
            {({ copied, copy }) => (
              <Button variant="subtle" leftSection={<IconCopy size={16} />} onClick={copy}>
                {copied ? words.copied : `${words.copyCode} ${incident}`}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
    </div>
  );
}
