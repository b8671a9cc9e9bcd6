import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '@/components/Commands/Commands';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';

// Forms are loaded when the first one is asked for.
const CreateContact = lazy(async () => ({
  default: (await import('./CreateContact')).CreateContact,
}));
const CreateCustomer = lazy(async () => ({
  default: (await import('./CreateCustomer')).CreateCustomer,
}));

/** Creating from anywhere: `c c` a customer, `c p` a contact. The new record is opened. */
export function QuickCreate() {
  const { t } = useTranslation(['customers', 'contacts', 'shell']);
  const navigate = useNavigate();
  const readOnly = useReadOnly();
  const rights = useRights();
  const [creating, setCreating] = useState<'customer' | 'contact' | null>(null);
  const group = t('shell:group.create');

  useCommands([
    {
      id: 'customers.create',
      label: t('customers:newCustomer'),
      keywords: 'new customer 新建客户',
      group,
      keys: 'c c',
      enabled: !readOnly && rights.may('customers', 'create'),
      run: () => setCreating('customer'),
    },
    {
      id: 'contacts.create',
      label: t('contacts:newContact'),
      keywords: 'new contact person 新建联系人',
      group,
      keys: 'c p',
      enabled: !readOnly && rights.may('contacts', 'create'),
      run: () => setCreating('contact'),
    },
  ]);

  const close = () => setCreating(null);
  return (
    <Suspense>
      {creating === 'customer' && (
        <CreateCustomer
          onClose={close}
          onOpen={(id) => void navigate({ to: '/customers/$id', params: { id } })}
        />
      )}
      {creating === 'contact' && (
        <CreateContact
          onClose={close}
          onOpen={(id) => void navigate({ to: '/contacts/$id', params: { id } })}
        />
      )}
    </Suspense>
  );
}
