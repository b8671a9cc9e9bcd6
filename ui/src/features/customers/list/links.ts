import type { ContactMethod } from '@/bindings';

/** The link that a way of reaching somebody opens; none for those without a common one. */
export function linkOf({ kind, norm }: Pick<ContactMethod, 'kind' | 'norm'>): string | null {
  switch (kind) {
    case 'mobile':
    case 'phone':
      return `tel:${norm}`;
    case 'email':
      return `mailto:${norm}`;
    case 'website':
      return norm.startsWith('https://') ? norm : `https://${norm.replace(/^http:\/\//, '')}`;
    case 'fax':
    case 'wechat':
    case 'qq':
    case 'whatsapp':
    case 'other':
      return null;
  }
}
