import type { ConsentChannel, MethodKind } from '@/bindings';

/** The channels that each way of reaching somebody serves. */
const SERVES: Record<MethodKind, readonly ConsentChannel[]> = {
  mobile: ['phone', 'sms'],
  phone: ['phone'],
  fax: ['other'],
  email: ['email'],
  wechat: ['wechat'],
  qq: ['other'],
  whatsapp: ['other'],
  website: [],
  other: ['other'],
};

/** Of the refused channels, those that this way serves. */
export function refusedOn(kind: MethodKind, refused: readonly ConsentChannel[]) {
  return refused.filter((channel) => SERVES[kind].includes(channel));
}

/** The refused channels that none of these ways serves: no line of its own says them. */
export function refusedElsewhere(
  kinds: readonly MethodKind[],
  refused: readonly ConsentChannel[],
): ConsentChannel[] {
  return refused.filter((channel) => !kinds.some((kind) => SERVES[kind].includes(channel)));
}
