import { ActionIcon, Table } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProductRow } from '@/bindings';
import { useFormat } from '@/i18n/format';
import classes from './products.module.css';

type Props = {
  products: readonly ProductRow[];
  readOnly: boolean;
  onEdit: (product: ProductRow) => void;
  onArchive: (product: ProductRow) => void;
};

/** What one sells, by name. */
export function ProductTable({ products, readOnly, onEdit, onArchive }: Props) {
  const { t } = useTranslation('products');
  const format = useFormat();
  return (
    <Table
      highlightOnHover
      stickyHeader
      verticalSpacing={6}
      horizontalSpacing="md"
      aria-label={t('title')}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('field.name')}</Table.Th>
          <Table.Th scope="col">{t('field.sku')}</Table.Th>
          <Table.Th scope="col">{t('field.category')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('field.price')}
          </Table.Th>
          {!readOnly && (
            <Table.Th scope="col">
              <span className={classes.hidden}>{t('actions')}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {products.map((product) => (
          <Table.Tr key={product.id}>
            <Table.Td className={classes.name}>{product.name}</Table.Td>
            <Table.Td className="tabular selectable">{product.sku}</Table.Td>
            <Table.Td>{product.category}</Table.Td>
            <Table.Td ta="right" className="tabular">
              {product.price && format.money(product.price)}
            </Table.Td>
            {!readOnly && (
              <Table.Td className={classes.actions}>
                <ActionIcon
                  aria-label={t('editOf', { name: product.name })}
                  onClick={() => onEdit(product)}
                >
                  <IconPencil size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={t(product.archived ? 'unarchiveOf' : 'archiveOf', {
                    name: product.name,
                  })}
                  onClick={() => onArchive(product)}
                >
                  {product.archived ? (
                    <IconArchiveOff size={16} aria-hidden />
                  ) : (
                    <IconArchive size={16} aria-hidden />
                  )}
                </ActionIcon>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
