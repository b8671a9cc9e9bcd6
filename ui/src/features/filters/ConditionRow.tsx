import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Filters.module.css';
import { changeOp, usualOp, usualValue } from './operators';
import { type Condition, condition, type Node, type Related, related } from './tree';
import type { Entity, FilterWords } from './use-filter-words';
import { ValueEditor } from './ValueEditor';

type Props = {
  entity: Entity;
  words: FilterWords;
  node: Condition | Related;
  onChange: (node: Node) => void;
  onRemove?: () => void;
};

/** A new condition on the field, or on records related to this one. */
export function freshNode(words: FilterWords, field: string): Condition | Related {
  const info = words.info(field);
  if (info?.kind === 'relation') return related(field, true);
  const op = info ? usualOp(info) : 'is';
  return condition(field, op, info && usualValue(info, op));
}

/** Field, operator, value. For related records: which, and whether there are any. */
export function ConditionRow({ entity, words, node, onChange, onRemove }: Props) {
  const { t } = useTranslation('filters');
  const field = node.kind === 'field' ? node.field : node.relation;
  const info = words.info(field);
  const own = words.fields.filter((candidate) => candidate.kind !== 'relation');
  const relations = words.fields.filter((candidate) => candidate.kind === 'relation');
  const items = own.map((of) => ({ value: of.field, label: words.fieldLabel(of.field) }));
  const data = [
    ...items,
    ...(relations.length > 0
      ? [
          {
            group: t('related'),
            items: relations.map((of) => ({
              value: of.field,
              label: t(`relation.${of.field}`, { defaultValue: of.field }),
            })),
          },
        ]
      : []),
  ];
  const known = info !== undefined;

  return (
    <div className={classes.row}>
      <Select
        className={classes.field}
        aria-label={t('field')}
        data={known ? data : [{ value: field, label: field }, ...data]}
        value={field}
        onChange={(next) => next && onChange({ ...freshNode(words, next), id: node.id })}
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
