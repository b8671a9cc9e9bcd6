import { useTranslation } from 'react-i18next';
import type { Finding } from '@/bindings';

/** The kind of a finding and the number that goes with it, from the detail the core gives. */
export function findingParts({ check, detail }: Pick<Finding, 'check' | 'detail'>) {
  const [kind = '', number] = detail.split(': ', 2);
  if (number !== undefined) return { kind, number };
  if (check === 'change_log' && /^\d+$/.test(detail)) return { kind: 'from', number: detail };
  if (/^\d+$/.test(detail)) return { kind: 'rows', number: detail };
  return { kind: detail, number: '' };
}

/** What was checked and what is wrong with it, in words; what SQLite itself says is told as it is. */
export function useFindingText() {
  const { t, i18n } = useTranslation('errors');
  return {
    name: (check: string) => t(`check.name.${check}`, { defaultValue: check }),
    detail: (finding: Finding) => {
      const { kind, number } = findingParts(finding);
      const key = `check.${kind}`;
      const worded = /^[a-z]+$/.test(kind) && i18n.exists(`errors:${key}`);
      return worded ? t(key, { number }) : finding.detail;
    },
  };
}
