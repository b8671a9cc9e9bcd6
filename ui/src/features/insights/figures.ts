import type { CustomerId } from '@/bindings';

/** What stands behind a mark: a filtered list, one customer, or nothing to open. */
export type Behind =
  | { kind: 'list'; filter: string; title: string }
  | { kind: 'customer'; id: CustomerId }
  | null;

/** The same figures as the picture, as a table: one row a mark. */
export type Figures = {
  columns: readonly { label: string; numeric: boolean }[];
  rows: readonly {
    key: string;
    cells: readonly string[];
    behind: Behind;
    /** What stands behind each cell, where a row has several marks. */
    cellsBehind?: readonly Behind[];
  }[];
};

/** Tab-separated, as spreadsheets paste it. */
export function tsv({ columns, rows }: Figures): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t');
  return [line(columns.map(({ label }) => label)), ...rows.map(({ cells }) => line(cells))].join(
    '\n',
  );
}
