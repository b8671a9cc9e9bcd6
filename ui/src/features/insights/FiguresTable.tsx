import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Behind, Figures } from './figures';
import classes from './insights.module.css';

/** The figures of a card; the first cell of a row, or each of its own, opens what is behind it. */
export function FiguresTable({ label, figures }: { label: string; figures: Figures }) {
  return (
    <Table.ScrollContainer minWidth={0} mah={320}>
      <Table highlightOnHover aria-label={label} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {figures.columns.map((column) => (
              <Table.Th key={column.label} scope="col" ta={column.numeric ? 'right' : undefined}>
                {column.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {figures.rows.map(({ key, cells, behind, cellsBehind }) => (
            <Table.Tr key={key}>
              {figures.columns.map((column, at) => (
                <Table.Td
                  key={column.label}
                  ta={column.numeric ? 'right' : undefined}
                  className="tabular"
                >
                  <Opens behind={cellsBehind?.[at] ?? (at === 0 ? behind : null)}>
                    {cells[at]}
                  </Opens>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Opens({ behind, children }: { behind: Behind; children: ReactNode }) {
  if (behind === null) return children;
  if (behind.kind === 'customer') {
    return (
      <Link to="/customers/$id" params={{ id: behind.id }} className={classes.link}>
        {children}
      </Link>
    );
  }
  const { filter, title } = behind;
  return (
    <Link to="/customers" search={{ filter, title }} className={classes.link}>
      {children}
    </Link>
  );
}
