import { Select, Switch, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportPlan, ImportPreview } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { useFormat } from '@/i18n/format';
import classes from './import.module.css';
import type { Import } from './use-import';
import { useImportWords } from './use-words';

const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'big5', 'shift_jis', 'windows-1252'];
const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

type ReadStepProps = { work: Import; preview: ImportPreview; plan: ImportPlan };

/** How the file is read, and its first rows read so. */
export function ReadStep({ work, preview, plan }: ReadStepProps) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const words = useImportWords();
  const encodings = ENCODINGS.includes(plan.encoding) ? ENCODINGS : [plan.encoding, ...ENCODINGS];
  return (
    <div className={classes.step}>
      <p className={classes.soft}>
        {t('fileFacts', {
          name: preview.fileName,
          size: format.bytes(preview.sizeBytes),
          rows: format.number(preview.rows),
          columns: format.number(plan.columns.length),
        })}
      </p>
      <div className={classes.options}>
        <Select
          label={t('encoding')}
          data={encodings.map((value) => ({ value, label: value.toUpperCase() }))}
          value={plan.encoding}
          allowDeselect={false}
          onChange={(encoding) => encoding !== null && work.readAs({ encoding })}
        />
        <Select
          label={t('delimiter')}
          data={Object.entries(DELIMITERS).map(([value, name]) => ({
            value,
            label: t(`delimiterName.${name}`),
          }))}
          value={plan.delimiter}
          allowDeselect={false}
          onChange={(delimiter) => delimiter !== null && work.readAs({ delimiter })}
        />
        <Switch
          label={t('headerRow')}
          checked={plan.headerRow}
          onChange={(event) => work.readAs({ headerRow: event.currentTarget.checked })}
        />
      </div>
      {work.reread.isError && <FailureNote {...words.failure(work.reread.error)} />}
      {preview.warnings.length > 0 && (
        <ul className={classes.warnings}>
          {preview.warnings.map((warning) => (
            <li key={`${warning.row}:${warning.column}:${warning.code}`}>
              {words.issue(warning, plan.columns)}
            </li>
          ))}
        </ul>
      )}
      <section
        className={classes.sample}
        aria-label={t('sample')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot scroll
        tabIndex={0}
        aria-busy={work.reread.isPending}
      >
        <Table stickyHeader highlightOnHover withColumnBorders verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {plan.columns.map(({ column, header }) => (
                <Table.Th key={column} scope="col">
                  {header}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.sample.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is its place
              <Table.Tr key={at}>
                {plan.columns.map(({ column }) => (
                  <Table.Td key={column}>{row[column]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </div>
  );
}
