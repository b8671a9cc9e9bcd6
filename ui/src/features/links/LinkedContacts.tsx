import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerId, LinkedContact } from '@/bindings';
import { ContactReach } from './ContactReach';
import { LinkedList } from './LinkedList';
import classes from './links.module.css';

type LinkedContactsProps = {
  customerId: CustomerId;
  contacts: readonly LinkedContact[];
  readOnly: boolean;
  adding: boolean;
  onAdding: (adding: boolean) => void;
};

/** The people of a customer. */
export function LinkedContacts({ customerId, contacts, ...rest }: LinkedContactsProps) {
  const { t } = useTranslation('record');
  return (
    <LinkedList
      {...rest}
      title={t('link.contacts')}
      none={t('link.noContacts')}
      from={{
        kind: 'customer',
        id: customerId,
        linked: contacts.map(({ contactId }) => contactId),
      }}
      links={contacts.map((contact) => ({
        ...contact,
        id: contact.contactId,
        anchor: (
          <Link className={classes.anchor} to="/contacts/$id" params={{ id: contact.contactId }}>
            {contact.name}
          </Link>
        ),
        reach: <ContactReach contact={contact} />,
      }))}
    />
  );
}
