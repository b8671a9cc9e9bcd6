import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ColumnMap, ImportIssue } from '@/bindings';
import { commandError, useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { fieldDefsQuery } from '@/ipc/lookups';

const KINDS = ['text', 'number', 'date'] as const;

/** The words of fields, issues and failures of an import. */
export function useImportWords() {
  const { t, i18n } = useTranslation(['import', 'errors']);
  const format = useFormat();
  const errorText = useErrorText();
  const defs = useQuery(fieldDefsQuery).data ?? [];

  const field = (key: string): string => {
    const known = `import:field.${key}`;
    return i18n.exists(known) ? t(known) : key;
  };
  /** Where a column goes. */
  const target = (key: string | null): string => {
    if (key === null) return t('import:leaveOut');
    const kind = KINDS.find((name) => key === `custom:new:${name}`);
    if (kind) return t(`import:keepAs.${kind}`);
    const def = defs.find(({ id }) => key === `custom:${id}`);
    if (def) return format.language === 'zh-CN' ? def.labelZh : def.labelEn;
    return field(key);
  };
  /** What is wrong, without where. */
  const reason = (code: string, data: Record<string, string>): string => {
    const named = {
      ...data,
      ...(data.field !== undefined && { field: field(data.field) }),
      ...(data.country !== undefined && { country: format.country(data.country) }),
    };
    return t([`import:issue.${code}`, `errors:field.${code}`, 'errors:field.invalid'], named);
  };
  /** Row, column and what is wrong. */
  const issue = ({ row, column, code, data }: ImportIssue, columns: readonly ColumnMap[]) => {
    const header = columns.find((known) => known.column === column)?.header;
    const place = header
      ? t('import:place', { row: format.number(row), column: header })
      : t('import:placeRow', { row: format.number(row) });
    return t('import:issueAt', { place, reason: reason(code, data) });
  };
  /** A failure; where the plan is refused, which part of it and why. */
  const failure = (thrown: unknown) => {
    const error = commandError(thrown);
    const { title, hint } = errorText(thrown);
    if (error.kind !== 'invalid') return { title, hint };
    return { title, hint: error.fields.map(({ code, data }) => reason(code, data)).join(' ') };
  };
  return { field, target, reason, issue, failure };
}
