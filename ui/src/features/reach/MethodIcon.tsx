import {
  IconAt,
  IconBrandQq,
  IconBrandWechat,
  IconBrandWhatsapp,
  IconDeviceMobile,
  IconLink,
  IconPhone,
  IconPrinter,
  IconWorld,
} from '@tabler/icons-react';
import type { MethodKind } from '@/bindings';
import classes from './reach.module.css';

const ICONS = {
  mobile: IconDeviceMobile,
  phone: IconPhone,
  fax: IconPrinter,
  email: IconAt,
  wechat: IconBrandWechat,
  qq: IconBrandQq,
  whatsapp: IconBrandWhatsapp,
  website: IconWorld,
  other: IconLink,
} satisfies Record<MethodKind, unknown>;

export function MethodIcon({ kind, label }: { kind: MethodKind; label: string }) {
  const Icon = ICONS[kind];
  return <Icon size={16} stroke={1.6} className={classes.icon} role="img" aria-label={label} />;
}
