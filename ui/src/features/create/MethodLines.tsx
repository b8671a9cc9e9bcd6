import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MethodDraft, MethodKind } from '@/bindings';
import { MethodFields } from '@/components/MethodFields/MethodFields';
import classes from './Create.module.css';

const KINDS: readonly MethodKind[] = [
  'mobile',
  'phone',
  'email',
  'wechat',
  'qq',
  'whatsapp',
  'fax',
  'website',
  'other',
];

type Props = {
  value: MethodDraft[];
  onChange: (value: MethodDraft[]) => void;
  errorOf: (line: number) => string | null;
};

/** Ways to reach somebody, as many as there are. */
export function MethodLines({ value, onChange, errorOf }: Props) {
  const { t } = useTranslation('customers');
  const kinds = KINDS.map((kind) => ({ value: kind, label: t(`method.${kind}`) }));
  const words = {
    kind: t('methods.kind'),
    value: t('methods.value'),
    label: t('methods.label'),
    remove: t('methods.remove'),
  };
  const put = (at: number, next: MethodDraft) =>
    onChange(value.map((line, index) => (index === at ? next : line)));
  return (
    <div className={classes.methods}>
      <span className={classes.legend}>{t('field.methods')}</span>
      {value.map((line, at) => (
        <MethodFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; it holds no state of its own
          key={at}
          plain
          field={`methods.${at}.raw`}
          value={line}
          onChange={(next) => put(at, next)}
          kinds={kinds}
          words={words}
          error={errorOf(at)}
          onRemove={
            value.length > 1 ? () => onChange(value.filter((_, index) => index !== at)) : undefined
          }
        />
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...value, { kind: 'email', label: null, raw: '' }])}
        >
          {t('methods.add')}
        </Button>
      </div>
    </div>
  );
}
