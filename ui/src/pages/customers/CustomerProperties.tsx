import type { CustomerRecord, ParentRef } from '@/bindings';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { ConsentSection } from '@/features/consent/ConsentSection';
import { CustomFields } from '@/features/custom-fields/CustomFields';
import { CustomerFacts } from '@/features/customer-record/CustomerFacts';
import { CustomerOrigin } from '@/features/customer-record/CustomerOrigin';
import { PreferenceList } from '@/features/preferences/PreferenceList';
import { PersonRights } from '@/features/privacy/PersonRights';
import { AddressList } from '@/features/reach/AddressList';
import { MethodList } from '@/features/reach/MethodList';

type CustomerPropertiesProps = {
  customer: CustomerRecord;
  readOnly: boolean;
  mayReveal: boolean;
  commitOf: (field: string) => Commit<string | null>;
};

/** Everything known about a customer that fits in a field. */
export function CustomerProperties(props: CustomerPropertiesProps) {
  const { customer, readOnly, mayReveal, commitOf } = props;
  const parent: ParentRef = { kind: 'customer', id: customer.id };
  return (
    <>
      <MethodList
        parent={parent}
        methods={customer.methods}
        readOnly={readOnly}
        mayReveal={mayReveal}
      />
      <CustomerFacts customer={customer} readOnly={readOnly} commitOf={commitOf} />
      <CustomFields
        entity="customer"
        values={customer.fields}
        readOnly={readOnly}
        commitOf={commitOf}
      />
      <AddressList parent={parent} addresses={customer.addresses} readOnly={readOnly} />
      <PreferenceList parent={parent} preferences={customer.preferences} readOnly={readOnly} />
      {customer.kind === 'person' && (
        <>
          <ConsentSection parent={parent} files={customer.attachments} readOnly={readOnly} />
          <PersonRights parent={parent} name={customer.name} readOnly={readOnly} />
        </>
      )}
      <CustomerOrigin customer={customer} />
    </>
  );
}
