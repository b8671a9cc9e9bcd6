import { Anchor } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord, ParentRef } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { useRemember } from '@/components/Recent/recent';
import { RecordLayout } from '@/components/RecordLayout/RecordLayout';
import { useAttach } from '@/features/attachments/use-attach';
import { CustomerActions } from '@/features/customer-record/CustomerActions';
import { CustomerHeader } from '@/features/customer-record/CustomerHeader';
import { CustomerNotice } from '@/features/customer-record/CustomerNotice';
import { customerNeighboursQuery } from '@/features/customer-record/queries';
import { useFate } from '@/features/customer-record/use-fate';
import { LinkedContacts } from '@/features/links/LinkedContacts';
import { Relations } from '@/features/links/Relations';
import { Collaborators } from '@/features/ownership/Collaborators';
import { Ownership } from '@/features/ownership/Ownership';
import { TransferDialog } from '@/features/ownership/TransferDialog';
import { PurchaseDialog, type PurchaseTask } from '@/features/purchases/PurchaseDialog';
import { TagBar } from '@/features/tagging/TagBar';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { type MayHere, useRightsOn } from '@/ipc/ownership';
import { useReadOnly } from '@/ipc/workspace';
import { currentList } from '@/pages/list/current-list';
import { useEditCommand } from '@/pages/record/edit-command';
import { RecordPager } from '@/pages/record/RecordPager';
import { useCommit } from '@/pages/record/use-commit';
import { CustomerContent } from './CustomerContent';
import { CustomerProperties } from './CustomerProperties';

type CustomerViewProps = { customer: CustomerRecord; tab: string | undefined };

export function CustomerView({ customer, tab }: CustomerViewProps) {
  const { t } = useTranslation(['record', 'customers', 'ownership']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { id } = customer;
  const parent: ParentRef = { kind: 'customer', id };
  const locked = useReadOnly();
  const mayHere = useRightsOn(customer);
  const gone = locked || customer.deletedAt !== null;
  const may: MayHere = (object, action) => !gone && mayHere(object, action);
  const readOnly = !may('customers', 'edit');
  const fate = useFate(id);
  const attach = useAttach(parent);
  const [purchase, setPurchase] = useState<PurchaseTask>(null);
  const [linking, setLinking] = useState(false);
  const [transferring, setTransferring] = useState(false);
  const transfer = () => setTransferring(true);
  const list = currentList('customer');
  const neighbours = useQuery(customerNeighboursQuery(list.query, id)).data;
  useRemember({ kind: 'customer', id, title: customer.name });
  useEditCommand();
  const commitOf = useCommit(async (patches) => {
    await api.updateCustomer(id, patches);
    await client.invalidateQueries({ queryKey: ['customer', id] });
  });
  const failed = fate.error ?? attach.error;

  return (
    <PageFrame
      title={customer.name}
      fixed
      lead={
        <>
          <Anchor component={Link} to="/customers">
            {t('customers:title')}
          </Anchor>
          <RecordPager
            neighbours={neighbours}
            list={list.title}
            onGo={(other) =>
              void navigate({ to: '/customers/$id', params: { id: other }, search: { tab } })
            }
          />
        </>
      }
      actions={
        <CustomerActions
          customer={customer}
          may={may}
          onPurchase={() => setPurchase({ kind: 'add' })}
          onContact={() => setLinking(true)}
          onAttach={() => attach.mutate()}
          onTransfer={transfer}
          fate={fate}
        />
      }
    >
      <CustomerNotice
        customer={customer}
        may={(action) => mayHere('customers', action)}
        fate={fate}
      />
      {failed && <FieldText text={errorText(failed).title} />}
      <CustomerHeader
        customer={customer}
        readOnly={readOnly}
        mayTransfer={may('customers', 'transfer')}
        commitOf={commitOf}
        tags={<TagBar parent={parent} tags={customer.tags} readOnly={readOnly} />}
      />
      <RecordLayout
        name="customer"
        words={{
          properties: t('record:properties'),
          content: t('record:content'),
          related: t('record:related'),
        }}
        properties={
          <CustomerProperties
            customer={customer}
            readOnly={readOnly}
            mayReveal={mayHere('customers', 'reveal')}
            commitOf={commitOf}
          />
        }
        content={
          <CustomerContent
            customer={customer}
            may={may}
            seesPurchases={mayHere('purchases', 'see')}
            asked={tab}
            commitOf={commitOf}
            onPurchase={setPurchase}
          />
        }
        related={
          <>
            <Ownership
              customer={customer}
              onTransfer={may('customers', 'transfer') ? transfer : null}
            />
            <Collaborators customer={customer} readOnly={readOnly} />
            <LinkedContacts
              customerId={id}
              contacts={customer.contacts}
              readOnly={!may('contacts', 'edit')}
              adding={linking}
              onAdding={setLinking}
            />
            <Relations customerId={id} relations={customer.relations} readOnly={readOnly} />
          </>
        }
      />
      {transferring && (
        <TransferDialog
          selection={{ mode: 'ids', ids: [id] }}
          title={t('ownership:transfer.titleOne', { name: customer.name })}
          owner={customer.owner?.id}
          onClose={() => setTransferring(false)}
        />
      )}
      <PurchaseDialog customerId={id} task={purchase} onClose={() => setPurchase(null)} />
    </PageFrame>
  );
}
