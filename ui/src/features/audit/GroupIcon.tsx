import {
  IconArrowsExchange,
  IconBan,
  IconEye,
  IconFileExport,
  IconKey,
  IconLogin2,
  IconShieldCog,
  IconTrashX,
} from '@tabler/icons-react';
import classes from './audit.module.css';
import type { Group } from './groups';

const ICONS = {
  signIn: IconLogin2,
  refused: IconBan,
  reveal: IconEye,
  export: IconFileExport,
  transfer: IconArrowsExchange,
  rights: IconShieldCog,
  password: IconKey,
  purge: IconTrashX,
} satisfies Record<Group, unknown>;

/** Beside words that say the same. */
export function GroupIcon({ group }: { group: Group }) {
  const Icon = ICONS[group];
  return (
    <Icon size={16} stroke={1.6} className={classes.icon} data-group={group} aria-hidden="true" />
  );
}
