import type { Action, Object as Thing } from '@/bindings';
import { useRights } from '@/ipc/rights';
import type { Section } from './sections';

/** What a section is for, where it is not for everybody. */
const NEEDS: Partial<Record<Section, readonly [Thing, Action]>> = {
  people: ['people', 'see'],
  roles: ['people', 'see'],
  privacy: ['privacy', 'configure'],
};

/** Whether a section is for the one who acts. */
export function useMaySection(): (section: Section) => boolean {
  const rights = useRights();
  return (section) => {
    const needed = NEEDS[section];
    return needed === undefined || rights.may(...needed);
  };
}
