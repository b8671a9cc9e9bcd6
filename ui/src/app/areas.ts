import {
  IconAddressBook,
  IconBuildings,
  IconChartBar,
  IconFileImport,
  IconHelpCircle,
  IconListSearch,
  IconPackage,
  IconSettings,
} from '@tabler/icons-react';
import type { Object as Thing } from '@/bindings';
import { useImportTargets } from '@/ipc/import-targets';
import { useRights } from '@/ipc/rights';

type Area = {
  id: 'customers' | 'contacts' | 'products' | 'insights' | 'import' | 'audit' | 'settings' | 'help';
  to: `/${Area['id']}`;
  keys: string | undefined;
  icon: typeof IconSettings;
  foot: boolean;
  /** What one must be allowed to see to be led there. */
  sees?: Thing;
};

/** The entries of the rail. An area stands here only when it works. */
const AREAS: readonly Area[] = [
  {
    id: 'customers',
    to: '/customers',
    keys: 'g c',
    icon: IconBuildings,
    foot: false,
    sees: 'customers',
  },
  {
    id: 'contacts',
    to: '/contacts',
    keys: 'g p',
    icon: IconAddressBook,
    foot: false,
    sees: 'contacts',
  },
  {
    id: 'products',
    to: '/products',
    keys: 'g d',
    icon: IconPackage,
    foot: false,
    sees: 'products',
  },
  {
    id: 'insights',
    to: '/insights',
    keys: 'g r',
    icon: IconChartBar,
    foot: false,
    sees: 'customers',
  },
  { id: 'import', to: '/import', keys: 'g f', icon: IconFileImport, foot: true },
  { id: 'audit', to: '/audit', keys: 'g a', icon: IconListSearch, foot: true, sees: 'audit' },
  { id: 'settings', to: '/settings', keys: 'mod+,', icon: IconSettings, foot: true },
  { id: 'help', to: '/help', keys: undefined, icon: IconHelpCircle, foot: true },
];

/** The areas that are for the one who acts. */
export function useAreas(): readonly Area[] {
  const rights = useRights();
  const imports = useImportTargets().length > 0;
  return AREAS.filter(
    ({ id, sees }) =>
      (sees === undefined || rights.may(sees, 'see')) && (id !== 'import' || imports),
  );
}
