import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ContactId, LinkedCustomer } from '@/bindings';
import { LinkedList } from './LinkedList';
import classes from './links.module.css';

type LinkedCustomersProps = {
  contactId: ContactId;
  customers: readonly LinkedCustomer[];
  readOnly: boolean;
  adding: boolean;
  onAdding: (adding: boolean) => void;
};

/** The customers a person works for, or worked for. */
export function LinkedCustomers({ contactId, customers, ...rest }: LinkedCustomersProps) {
  const { t } = useTranslation('record');
  return (
    <LinkedList
      {...rest}
      title={t('link.customers')}
      none={t('link.noCustomers')}
      from={{
        kind: 'contact',
        id: contactId,
        linked: customers.map(({ customerId }) => customerId),
      }}
      links={customers.map((customer) => ({
        ...customer,
        id: customer.customerId,
        anchor: (
          <Link className={classes.anchor} to="/customers/$id" params={{ id: customer.customerId }}>
            {customer.name}
          </Link>
        ),
        title: null,
        reach: null,
      }))}
    />
  );
}
