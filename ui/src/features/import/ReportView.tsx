import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ColumnMap, ImportReport } from '@/bindings';
import { useFormat } from '@/i18n/format';
import { IssueList } from './IssueList';
import classes from './import.module.css';
import { useImportWords } from './use-words';

type ReportViewProps = { report: ImportReport; columns: readonly ColumnMap[] };

/** Cells in and cells stored, column by column, and every difference by name. */
export function ReportView({ report, columns }: ReportViewProps) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const words = useImportWords();
  const counts = [
    { label: t('report.rows'), value: report.rows },
    {
      label: report.dryRun ? t('report.wouldStore') : t('report.stored'),
      value: report.stored,
    },
    { label: t('report.skipped'), value: report.skipped, bad: report.skipped > 0 },
    ...(report.filtered > 0 ? [{ label: t('report.filtered'), value: report.filtered }] : []),
    ...(report.made > 0 ? [{ label: t('report.made'), value: report.made }] : []),
  ];
  return (
    <>
      <dl className={classes.counts}>
        {counts.map(({ label, value, bad }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={bad ? classes.bad : undefined}>{format.number(value)}</dd>
          </div>
        ))}
      </dl>
      <IssueList report={report} columns={columns} />
      <h3 className={classes.heading}>{t('report.columns')}</h3>
      <Table aria-label={t('report.columns')} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('column')}</Table.Th>
            <Table.Th scope="col">{t('goesTo')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('report.filled')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {report.dryRun ? t('report.cellsWouldStore') : t('report.cellsStored')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('report.difference')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.columns.map(({ column, header, target, filled, stored }) => (
            <Table.Tr key={column}>
              <Table.Td>{header}</Table.Td>
              <Table.Td className={target === null ? classes.soft : undefined}>
                {words.target(target)}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {format.number(filled)}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {target === null ? '–' : format.number(stored)}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {target === null || filled === stored ? (
                  '–'
                ) : (
                  <span className={classes.bad}>{format.number(stored - filled)}</span>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
