import { ActionIcon } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import classes from './RevealButton.module.css';

type RevealButtonProps = {
  /** What is shown now: the value or its mask. */
  value: string;
  revealed: boolean;
  words: { show: (value: string) => string; hide: (value: string) => string };
  loading: boolean;
  onShow: () => void;
  onHide: () => void;
};

/** Looks behind the mask of a value, and puts it back. */
export function RevealButton(props: RevealButtonProps) {
  const { value, revealed, words, loading, onShow, onHide } = props;
  const label = revealed ? words.hide(value) : words.show(value);
  return (
    <ActionIcon
      className={classes.button}
      size={24}
      aria-label={label}
      title={label}
      loading={loading}
      onClick={revealed ? onHide : onShow}
    >
      {revealed ? <IconEyeOff size={15} /> : <IconEye size={15} />}
    </ActionIcon>
  );
}
