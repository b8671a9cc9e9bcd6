import {
  IconAddressBook,
  IconBuildings,
  IconChartBar,
  IconHelpCircle,
  IconPackage,
  IconSettings,
} from '@tabler/icons-react';

/** The entries of the rail. An area stands here only when it works. */
export const AREAS = [
  { id: 'customers', to: '/customers', keys: 'g c', icon: IconBuildings, foot: false },
  { id: 'contacts', to: '/contacts', keys: 'g p', icon: IconAddressBook, foot: false },
  { id: 'products', to: '/products', keys: 'g d', icon: IconPackage, foot: false },
  { id: 'insights', to: '/insights', keys: 'g r', icon: IconChartBar, foot: false },
  { id: 'settings', to: '/settings', keys: 'mod+,', icon: IconSettings, foot: true },
  { id: 'help', to: '/help', keys: undefined, icon: IconHelpCircle, foot: true },
] as const;
