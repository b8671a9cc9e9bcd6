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
import { PurchaseDialog, type PurchaseTask } from '@/features/purchases/PurchaseDialog';
import { TagBar } from '@/features/tagging/TagBar';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { useReadOnly } from '@/ipc/workspace';
import { currentList } from '@/pages/list/current-list';
import { useEditCommand } from '@/pages/record/edit-command';
import { RecordPager } from '@/pages/record/RecordPager';
import { useCommit } from '@/pages/record/use-commit';
import { CustomerContent } from './CustomerContent';
import { CustomerProperties } from './CustomerProperties';

type CustomerViewProps = { customer: CustomerRecord; tab: string | undefined };

export function CustomerView({ customer, tab }: CustomerViewProps) {
  const { t } = useTranslation(['record', 'customers']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { id } = customer;
  const parent: ParentRef = { kind: 'customer', id };
  const locked = useReadOnly();
  const readOnly = locked || customer.deletedAt !== null;
  const fate = useFate(id);
  const attach = useAttach(parent);
  const [purchase, setPurchase] = useState<PurchaseTask>(null);
  const [linking, setLinking] = useState(false);
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
          readOnly={readOnly}
          onPurchase={() => setPurchase({ kind: 'add' })}
          onContact={() => setLinking(true)}
          onAttach={() => attach.mutate()}
          fate={fate}
        />
      }
    >
      <CustomerNotice customer={customer} fate={fate} />
      {failed && <FieldText text={errorText(failed).title} />}
      <CustomerHeader
        customer={customer}
        readOnly={readOnly}
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
          <CustomerProperties customer={customer} readOnly={readOnly} commitOf={commitOf} />
        }
        content={
          <CustomerContent
            customer={customer}
            readOnly={readOnly}
            asked={tab}
            commitOf={commitOf}
            onPurchase={setPurchase}
          />
        }
        related={
          <>
            <LinkedContacts
              customerId={id}
              contacts={customer.contacts}
              readOnly={readOnly}
              adding={linking}
              onAdding={setLinking}
            />
            <Relations customerId={id} relations={customer.relations} readOnly={readOnly} />
          </>
        }
      />
      <PurchaseDialog customerId={id} task={purchase} onClose={() => setPurchase(null)} />
    </PageFrame>
  );
}
