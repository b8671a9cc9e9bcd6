import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FieldDef, FieldValue } from '@/bindings';
import { useFormat } from '@/i18n/format';
import { fieldDefsQuery } from '@/ipc/lookups';
import classes from './Create.module.css';

type Props = {
  value: readonly FieldValue[];
  onChange: (value: FieldValue[]) => void;
  errorOf: (field: string) => string | null;
};

const TYPES = { text: 'text', number: 'text', date: 'date' } as const;

/** The fields a company added itself; nothing is shown where there are none. */
export function CustomFieldInputs({ value, onChange, errorOf }: Props) {
  const { t } = useTranslation('customers');
  const f = useFormat();
  const defs = (useQuery(fieldDefsQuery).data ?? [])
    .filter((def) => def.entity === 'customer' && !def.archived)
    .sort((a, b) => a.position - b.position);
  const label = (def: FieldDef) => (f.language === 'zh-CN' ? def.labelZh : def.labelEn);
  if (defs.length === 0) return null;
  return (
    <fieldset className={classes.custom}>
      <legend className={classes.legend}>{t('create.customFields')}</legend>
      {defs.map((def) => (
        <TextInput
          key={def.id}
          data-field={`custom:${def.id}`}
          label={label(def)}
          type={TYPES[def.kind]}
          inputMode={def.kind === 'number' ? 'decimal' : undefined}
          value={value.find(({ fieldId }) => fieldId === def.id)?.value ?? ''}
          error={errorOf(`custom:${def.id}`)}
          onChange={(event) => onChange(changed(value, def, event.currentTarget.value))}
        />
      ))}
    </fieldset>
  );
}

function changed(values: readonly FieldValue[], { id, kind }: FieldDef, value: string) {
  return [...values.filter(({ fieldId }) => fieldId !== id), { fieldId: id, kind, value }];
}
