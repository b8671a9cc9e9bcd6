import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Place } from '@/bindings';
import { useFormat } from '@/i18n/format';
import classes from './privacy.module.css';

/** Where a person is, or was, and in how many rows. */
export function PlaceTable({ places }: { places: Place[] }) {
  const { t } = useTranslation(['privacy', 'report']);
  const format = useFormat();
  return (
    <Table verticalSpacing={4} horizontalSpacing="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('privacy:place')}</Table.Th>
          <Table.Th className={classes.end}>{t('privacy:rows')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {places.map(({ place, rows }) => (
          <Table.Tr key={place}>
            <Table.Td>{t(`report:place.${place}`)}</Table.Td>
            <Table.Td className={classes.end}>{format.number(rows)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
