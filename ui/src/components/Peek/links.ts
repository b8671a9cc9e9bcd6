/** The link that a way of reaching somebody opens; none for those without a common one. */
export function linkOf({ kind, norm }: { kind: string; norm: string }): string | null {
  switch (kind) {
    case 'mobile':
    case 'phone':
      return `tel:${norm}`;
    case 'email':
      return `mailto:${norm}`;
    case 'website':
      return norm.startsWith('https://') ? norm : `https://${norm.replace(/^http:\/\//, '')}`;
    default:
      return null;
  }
}
