import type { ImportTarget } from '@/bindings';
import { useRights } from './rights';
import { useReadOnly } from './workspace';

const TARGETS: readonly ImportTarget[] = [
  'customers',
  'contacts',
  'people',
  'products',
  'purchases',
];

/** What the one who acts may bring in from a file. */
export function useImportTargets(): readonly ImportTarget[] {
  const rights = useRights();
  const readOnly = useReadOnly();
  return readOnly ? [] : TARGETS.filter((target) => rights.may(target, 'import'));
}
