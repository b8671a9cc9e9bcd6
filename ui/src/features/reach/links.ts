import type { ContactMethod } from '@/bindings';

/** What the system opens for a way to reach somebody; null where there is nothing to open. */
export function linkOf({ kind, raw, norm }: ContactMethod): string | null {
  switch (kind) {
    case 'mobile':
    case 'phone':
    case 'fax':
      return norm === '' ? null : `tel:${norm}`;
    case 'email':
      return `mailto:${encodeURIComponent(norm).replace('%40', '@')}`;
    case 'whatsapp': {
      const digits = norm.replace(/\D/g, '');
      return digits === '' ? null : `https://wa.me/${digits}`;
    }
    case 'website':
      return webAddress(raw);
    case 'wechat':
    case 'qq':
    case 'other':
      return null;
  }
}

/** The page a person meant; plain http is asked for over https, the only kind that is opened. */
export function webAddress(raw: string): string | null {
  const bare = raw.trim().replace(/^https?:\/\//i, '');
  return URL.canParse(`https://${bare}`) && bare !== '' ? `https://${bare}` : null;
}
