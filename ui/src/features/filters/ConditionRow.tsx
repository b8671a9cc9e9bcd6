import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '@/bindings';
import classes from './Filters.module.css';
import { changeOp, usualOp, usualValue } from './operators';
import { type Condition, condition, type Node, type Related, related } from './tree';
import type { Entity, FilterWords } from './use-filter-words';
import { ValueEditor } from './ValueEditor';

type Props = {
  entity: Entity;
  words: FilterWords;
  /** The relation whose records the condition is about; null = the listed records themselves. */
  scope: string | null;
  node: Condition | Related;
  onChange: (node: Node) => void;
  onRemove?: () => void;
  /** Takes the focus when the builder opens. */
  first?: boolean;
};

/** A new condition on the field, or on records related to this one. */
export function freshNode(
  words: FilterWords,
  field: string,
  scope: string | null,
): Condition | Related {
  const info = words.info(field, scope);
  if (info?.kind === 'relation') return related(field, true);
  const op = info ? usualOp(info) : 'is';
  return condition(field, op, info && usualValue(info, op));
}

/** The row that "Add condition" begins with. */
export function firstNode(words: FilterWords, scope: string | null): Condition | Related {
  const [first] = words.fields(scope);
  return freshNode(words, first ? plainName(first, scope) : 'name', scope);
}

/** Within a relation fields go by their own name, without the relation's. */
export function plainName({ field }: FieldInfo, scope: string | null): string {
  return scope ? field.slice(scope.length + 1) : field;
}

/** Field, operator, value. For related records: which, and whether there are any. */
export function ConditionRow(props: Props) {
  const { entity, words, scope, node, onChange, onRemove, first } = props;
  const { t } = useTranslation('filters');
  const field = node.kind === 'field' ? node.field : node.relation;
  const info = words.info(field, scope);
  const all = words.fields(scope);
  const items = all
    .filter((of) => of.kind !== 'relation')
    .map((of) => plainName(of, scope))
    .map((name) => ({ value: name, label: words.fieldLabel(name, scope) }));
  const relations = all
    .filter((of) => of.kind === 'relation')
    .map((of) => ({ value: of.field, label: words.relationLabel(of.field) }));
  const data = [
    ...items,
    ...(relations.length > 0 ? [{ group: t('related'), items: relations }] : []),
  ];
  const known = info !== undefined;

  return (
    <div className={classes.row}>
      <Select
        className={classes.field}
        data-autofocus={first || undefined}
        openOnFocus={false}
        aria-label={t('field')}
        data={known ? data : [{ value: field, label: field }, ...data]}
        value={field}
        onChange={(next) => next && onChange({ ...freshNode(words, next, scope), id: node.id })}
        nothingFoundMessage={t('nothing')}
        comboboxProps={{ withinPortal: false }}
        allowDeselect={false}
        searchable
      />
      {node.kind === 'field' && info && (
        <>
          <Select
            className={classes.op}
            aria-label={t('op')}
            data={info.ops.map((op) => ({ value: op, label: words.opLabel(info, op) }))}
            value={node.op}
            onChange={(op) => op && onChange(changeOp(node, info, op))}
            comboboxProps={{ withinPortal: false }}
            allowDeselect={false}
          />
          <ValueEditor
            entity={entity}
            info={info}
            op={node.op}
            options={words.options(info)}
            value={node.value}
            onChange={(value) => onChange({ ...node, value })}
          />
        </>
      )}
      {node.kind === 'relation' && (
        <Select
          className={classes.op}
          aria-label={t('op')}
          data={[
            { value: 'true', label: t('relationHas.true') },
            { value: 'false', label: t('relationHas.false') },
          ]}
          value={String(node.has)}
          onChange={(has) => onChange({ ...node, has: has === 'true' })}
          comboboxProps={{ withinPortal: false }}
          allowDeselect={false}
        />
      )}
      {onRemove && (
        <ActionIcon aria-label={t('removeRow')} onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
