import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactMethod, GuardedField, MethodKind, ParentRef, Revealed } from '@/bindings';
import { api } from './api';
import { useRights } from './rights';

const GUARDED: Partial<Record<MethodKind, GuardedField>> = {
  mobile: 'phone',
  phone: 'phone',
  fax: 'phone',
  whatsapp: 'phone',
  email: 'email',
  wechat: 'handle',
  qq: 'handle',
};

/** The field whose rule a way to reach somebody follows; none for those without a rule. */
export function guardedField(kind: MethodKind): GuardedField | undefined {
  return GUARDED[kind];
}

/** What a record belongs to, among the things one has rights on. */
export function objectOf(kind: ParentRef['kind']): 'customers' | 'contacts' {
  return kind === 'customer' ? 'customers' : 'contacts';
}

/**
 * Looks behind the masks of one record. What was seen is gone when whoever asked leaves the screen: use it below a `key`
 * of the record.
 */
export function useReveal(parent: ParentRef, mayHere = true) {
  const rights = useRights();
  const object = objectOf(parent.kind);
  const [seen, setSeen] = useState<Partial<Record<GuardedField, Revealed>>>({});
  const ask = useMutation({
    mutationFn: (field: GuardedField) => api.reveal(parent, field),
    onSuccess: (revealed, field) => setSeen((now) => ({ ...now, [field]: revealed })),
  });
  const looks = Object.values(seen).map(({ today }) => today);

  const masked = (field: GuardedField) => rights.field(object, field) === 'masked';

  return {
    masked,
    /** All ways of a revealed field; none while it is masked. */
    of: (field: GuardedField) => seen[field]?.methods,
    /** A way as it may be shown now: `open` when it is whole, `field` when there is a mask to look behind. */
    look: (method: ContactMethod) => {
      const field = guardedField(method.kind);
      if (field === undefined || !masked(field)) return { method, field: undefined, open: true };
      const whole = seen[field]?.methods.find(({ id }) => id === method.id);
      return { method: whole ?? method, field, open: whole !== undefined };
    },
    /** What the button beside a masked value needs; none where looking would be refused. */
    button: (field: GuardedField | undefined, value: string) =>
      field === undefined || !mayHere || !rights.may(object, 'reveal')
        ? null
        : {
            value,
            revealed: seen[field] !== undefined,
            loading: ask.isPending && ask.variables === field,
            onShow: () => ask.mutate(field),
            onHide: () => setSeen(({ [field]: _, ...rest }) => rest),
          },
    /** How often something was revealed today; none while everything is masked. */
    today: looks.length > 0 ? Math.max(...looks) : undefined,
    error: ask.error,
  };
}

export type Reveal = ReturnType<typeof useReveal>;
