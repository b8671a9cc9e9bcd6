import { NativeSelect, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ColumnMap, FieldDef, ImportPlan, ImportPreview } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { fieldDefsQuery } from '@/ipc/lookups';
import classes from './import.module.css';
import { PlanOptions } from './PlanOptions';
import { missingFields } from './plan';
import type { Import } from './use-import';
import { useImportWords } from './use-words';

const EXAMPLES = 3;
const LEFT_OUT = '';

type MapStepProps = { work: Import; preview: ImportPreview; plan: ImportPlan };

/** Which column goes where. */
export function MapStep({ work, preview, plan }: MapStepProps) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const defs = useQuery(fieldDefsQuery).data ?? [];
  const missing = missingFields(preview, plan);
  const change = (column: number, target: string | null) =>
    work.change({
      columns: plan.columns.map((known) =>
        known.column === column ? { ...known, target } : known,
      ),
    });
  return (
    <div className={classes.step}>
      <Table aria-label={t('columns')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('column')}</Table.Th>
            <Table.Th scope="col">{t('examples')}</Table.Th>
            <Table.Th scope="col">{t('goesTo')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plan.columns.map((column) => (
            <Table.Tr key={column.column}>
              <Table.Th scope="row">{column.header}</Table.Th>
              <Table.Td className={classes.examples}>{examples(preview, column)}</Table.Td>
              <Table.Td>
                <TargetSelect
                  column={column}
                  preview={preview}
                  defs={defs}
                  onChange={(target) => change(column.column, target)}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {missing.length > 0 && (
        <FieldText text={t('missing', { fields: missing.map(words.field).join(', ') })} />
      )}
      <PlanOptions work={work} target={preview.target} plan={plan} />
    </div>
  );
}

function examples(preview: ImportPreview, { column }: ColumnMap): string {
  const cells = preview.sample.map((row) => row[column] ?? '').filter((cell) => cell !== '');
  return [...new Set(cells)].slice(0, EXAMPLES).join(' · ');
}

type TargetSelectProps = {
  column: ColumnMap;
  preview: ImportPreview;
  defs: readonly FieldDef[];
  onChange: (target: string | null) => void;
};

function TargetSelect({ column, preview, defs, onChange }: TargetSelectProps) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const entity =
    preview.target === 'customers' ? 'customer' : preview.target === 'contacts' ? 'contact' : null;
  const option = (value: string) => ({ value, label: words.target(value) });
  const own = defs.filter((def) => def.entity === entity && !def.archived);
  return (
    <NativeSelect
      aria-label={t('goesToOf', { column: column.header })}
      className={classes.target}
      data-left-out={column.target === null || undefined}
      value={column.target ?? LEFT_OUT}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[
        { value: LEFT_OUT, label: t('leaveOut') },
        {
          group: t('group.fields'),
          items: preview.fields.map(({ key, required }) => ({
            value: key,
            label: required ? t('requiredField', { field: words.field(key) }) : words.field(key),
          })),
        },
        ...(own.length > 0
          ? [{ group: t('group.custom'), items: own.map(({ id }) => option(`custom:${id}`)) }]
          : []),
        ...(entity === null
          ? []
          : [
              {
                group: t('group.keep'),
                items: ['custom:new:text', 'custom:new:number', 'custom:new:date'].map(option),
              },
            ]),
      ]}
    />
  );
}
