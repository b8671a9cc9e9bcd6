import { useTranslation } from 'react-i18next';
import type { Role } from '@/bindings';

/** The name of a role: a ready-made one has its own in each language until somebody renames it. */
export function useRoleName(): (role: Role) => string {
  const { t } = useTranslation('settings');
  return ({ name, code }) => name ?? t(`rights:role.${code}`, { defaultValue: code ?? '' });
}
