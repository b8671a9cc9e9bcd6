import type { CustomerRow, FieldDef } from '@/bindings';
import { DateEditor } from '@/components/DataGrid/DateEditor';
import { TextEditor } from '@/components/DataGrid/TextEditor';
import type { GridColumn } from '@/components/DataGrid/types';
import type { Format } from '@/i18n/format';

const PREFIX = 'custom:';

/** The custom fields among the columns on screen: the core is asked for their values only. */
export function customFieldsOf(columns: readonly string[]): string[] {
  return columns.flatMap((field) => (field.startsWith(PREFIX) ? field.slice(PREFIX.length) : []));
}

type Words = { clear: string };

/** A column for each custom field of customers. */
export function customColumns(
  defs: readonly FieldDef[],
  f: Format,
  words: Words,
): GridColumn<CustomerRow>[] {
  return defs
    .filter((def) => def.entity === 'customer' && !def.archived)
    .sort((a, b) => a.position - b.position)
    .map((def) => customColumn(def, f, words));
}

function customColumn(def: FieldDef, f: Format, words: Words): GridColumn<CustomerRow> {
  const title = f.language === 'zh-CN' ? def.labelZh : def.labelEn;
  const stored = (row: CustomerRow) => row.custom.find(({ field }) => field === def.id)?.value;
  return {
    field: `${PREFIX}${def.id}`,
    title,
    width: 140,
    sortable: true,
    numeric: def.kind === 'number',
    text: (row) => {
      const value = stored(row);
      if (value === undefined) return '';
      if (def.kind === 'number') return f.figure(Number(value));
      return def.kind === 'date' ? f.date(value) : value;
    },
    edit: (row, edit) =>
      def.kind === 'date' ? (
        <DateEditor
          label={title}
          value={stored(row) ?? ''}
          words={words}
          edit={edit}
          onCommit={edit.commit}
        />
      ) : (
        <TextEditor
          label={title}
          value={stored(row) ?? ''}
          inputMode={def.kind === 'number' ? 'decimal' : 'text'}
          edit={edit}
        />
      ),
  };
}
