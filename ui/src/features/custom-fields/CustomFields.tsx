import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FieldDef, FieldValue } from '@/bindings';
import { InlineDate } from '@/components/InlineEdit/InlineDate';
import { InlineText } from '@/components/InlineEdit/InlineText';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { PropertyList } from '@/components/PropertyList/PropertyList';
import { Section } from '@/components/Section/Section';
import { useFormat } from '@/i18n/format';
import { fieldDefsQuery } from '@/ipc/lookups';

type CustomFieldsProps = {
  entity: FieldDef['entity'];
  values: readonly FieldValue[];
  readOnly: boolean;
  commitOf: (field: string) => Commit<string | null>;
};

/** The fields a company added itself. */
export function CustomFields({ entity, values, readOnly, commitOf }: CustomFieldsProps) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const defs = useQuery(fieldDefsQuery).data ?? [];
  const heldIn = (def: FieldDef) => values.find(({ fieldId }) => fieldId === def.id)?.value ?? null;
  // An archived field is shown while the record still holds something in it.
  const shown = defs
    .filter((def) => def.entity === entity && (!def.archived || heldIn(def) !== null))
    .sort((a, b) => a.position - b.position);
  if (shown.length === 0) return null;

  return (
    <Section title={t('custom.title')}>
      <PropertyList
        words={{
          showEmpty: (count) => t('showEmpty', { count }),
          hideEmpty: t('hideEmpty'),
        }}
        properties={shown.map((def) => {
          const value = heldIn(def);
          const label = format.language === 'zh-CN' ? def.labelZh : def.labelEn;
          const shared = { label, empty: t('empty'), disabled: readOnly || def.archived };
          const commit = commitOf(`custom:${def.id}`);
          return {
            key: def.id,
            label,
            empty: value === null,
            editor:
              def.kind === 'date' ? (
                <InlineDate
                  {...shared}
                  value={value}
                  display={value === null ? null : format.date(value)}
                  onCommit={commit}
                />
              ) : (
                <InlineText
                  {...shared}
                  value={value ?? ''}
                  display={
                    def.kind === 'number' && value !== null
                      ? format.figure(Number(value))
                      : undefined
                  }
                  inputMode={def.kind === 'number' ? 'decimal' : 'text'}
                  onCommit={(text) => commit(text === '' ? null : text)}
                />
              ),
          };
        })}
      />
    </Section>
  );
}
