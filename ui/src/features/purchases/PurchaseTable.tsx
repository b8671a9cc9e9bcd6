import { ActionIcon, Button, Group, Table } from '@mantine/core';
import { IconPencil, IconPlus, IconReceipt, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerId, Purchase } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorState } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import classes from './purchases.module.css';
import { purchasesQuery } from './queries';

type PurchaseTableProps = {
  customerId: CustomerId;
  /** Null, these two, where it would be refused. */
  onAdd: (() => void) | null;
  onEdit: ((purchase: Purchase) => void) | null;
  mayDelete: boolean;
};

/** What stands below the product, where there is something to say. */
const MORE = ['source', 'reference', 'user'] as const;
type More = (typeof MORE)[number];

function told(purchase: Purchase, column: More): string | null {
  return column === 'user' ? (purchase.user?.name ?? null) : purchase[column];
}

/** The purchases of a customer, newest first. */
export function PurchaseTable(props: PurchaseTableProps) {
  const { customerId, onAdd, onEdit, mayDelete } = props;
  const { t } = useTranslation('purchases');
  const errorState = useErrorState();
  const undoable = useUndoToast();
  const purchases = useInfiniteQuery(purchasesQuery(customerId));
  const remove = useMutation({
    mutationFn: (purchase: Purchase) => api.deletePurchase(purchase.id),
    onSuccess: () => undoable(t('deleted')),
  });

  if (purchases.isPending) return <SkeletonRows label={t('loading')} />;
  if (purchases.isError) {
    return <ErrorState {...errorState(purchases.error)} onRetry={() => void purchases.refetch()} />;
  }
  const rows = purchases.data.pages.flatMap((page) => page.rows);
  const total = purchases.data.pages[0]?.total ?? 0;
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<IconReceipt size={28} stroke={1.5} />}
        title={t('none')}
        hint={t('noneHint')}
      >
        {onAdd && (
          <Button leftSection={<IconPlus size={16} />} onClick={onAdd}>
            {t('add')}
          </Button>
        )}
      </EmptyState>
    );
  }
  return (
    <div className={classes.table}>
      <Group justify="space-between">
        <span className={classes.note}>{t('shown', { count: total, shown: rows.length })}</span>
        {onAdd && (
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={onAdd}>
            {t('add')}
          </Button>
        )}
      </Group>
      {remove.isError && <FieldText text={errorState(remove.error).title} />}
      <Table highlightOnHover horizontalSpacing={6} aria-label={t('title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('field.boughtOn')}</Table.Th>
            <Table.Th scope="col">{t('field.product')}</Table.Th>
            <Table.Th scope="col" ta="right" className={classes.whole}>
              {t('field.quantity')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('field.amount')}
            </Table.Th>
            <Table.Th scope="col">
              <span className={classes.hidden}>{t('actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((purchase) => (
            <PurchaseRow
              key={purchase.id}
              purchase={purchase}
              onEdit={onEdit && (() => onEdit(purchase))}
              onDelete={mayDelete ? () => remove.mutate(purchase) : null}
            />
          ))}
        </Table.Tbody>
      </Table>
      {purchases.hasNextPage && (
        <Button
          variant="subtle"
          loading={purchases.isFetchingNextPage}
          onClick={() => void purchases.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </div>
  );
}

type PurchaseRowProps = {
  purchase: Purchase;
  onEdit: (() => void) | null;
  onDelete: (() => void) | null;
};

function PurchaseRow({ purchase, onEdit, onDelete }: PurchaseRowProps) {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  const what = {
    date: format.date(purchase.boughtOn),
    amount: format.money(purchase.amount),
  };
  return (
    <Table.Tr>
      <Table.Td className={`tabular ${classes.whole}`}>{what.date}</Table.Td>
      <Table.Td>
        {purchase.product}
        <div className={`${classes.note} selectable`}>
          {MORE.map((column) => ({ column, value: told(purchase, column) }))
            .filter(({ value }) => value !== null)
            .map(({ column, value }, at) => (
              <span key={column} title={t(`field.${column}`)}>
                {at > 0 && ' · '}
                <span className={classes.hidden}>{t(`field.${column}`)} </span>
                {value}
              </span>
            ))}
        </div>
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {format.number(Number(purchase.quantity), 4)}
      </Table.Td>
      <Table.Td ta="right" className={`tabular ${classes.whole}`}>
        {what.amount}
      </Table.Td>
      <Table.Td>
        <Group gap={0} wrap="nowrap" justify="flex-end">
          {onEdit && (
            <ActionIcon aria-label={t('edit', what)} onClick={onEdit}>
              <IconPencil size={15} />
            </ActionIcon>
          )}
          {onDelete && (
            <ActionIcon aria-label={t('delete', what)} onClick={onDelete}>
              <IconTrash size={15} />
            </ActionIcon>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
