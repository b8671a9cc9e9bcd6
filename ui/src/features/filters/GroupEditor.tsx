import { Button, Group as Row, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConditionRow, firstNode } from './ConditionRow';
import classes from './Filters.module.css';
import { append, type Group, group, type Node, replace } from './tree';
import type { Entity, FilterWords } from './use-filter-words';

type Props = {
  entity: Entity;
  words: FilterWords;
  scope: string | null;
  value: Group;
  onChange: (value: Group) => void;
  onRemove?: () => void;
};

const JOINS = {
  all: { join: 'all', negated: false },
  any: { join: 'any', negated: false },
  none: { join: 'any', negated: true },
  notAll: { join: 'all', negated: true },
} as const;
type Join = keyof typeof JOINS;

/** The conditions of a group, the groups within it, and how they hang together. */
export function GroupEditor({ entity, words, scope, value, onChange, onRemove }: Props) {
  const { t } = useTranslation('filters');
  const joins = Object.keys(JOINS) as Join[];
  const join = joins.find(
    (name) => JOINS[name].join === value.join && JOINS[name].negated === value.negated,
  );
  const first = () => firstNode(words, scope);
  const put = (id: string, next: Node | null) => onChange(replace(value, id, next));
  const add = (node: Node) => onChange(append(value, value.id, node));

  return (
    <fieldset className={classes.group}>
      <Select
        w={190}
        aria-label={t('join')}
        data={joins.map((name) => ({ value: name, label: t(`joins.${name}`) }))}
        value={join}
        onChange={(next) => next && onChange({ ...value, ...JOINS[next as Join] })}
        comboboxProps={{ withinPortal: false }}
        allowDeselect={false}
        variant="unstyled"
      />
      {value.items.map((item, at) =>
        item.kind === 'group' ? (
          <GroupEditor
            key={item.id}
            entity={entity}
            words={words}
            scope={scope}
            value={item}
            onChange={(next) => put(item.id, next)}
            onRemove={() => put(item.id, null)}
          />
        ) : (
          <div key={item.id}>
            <ConditionRow
              entity={entity}
              words={words}
              scope={scope}
              node={item}
              first={at === 0 && scope === null && onRemove === undefined}
              onChange={(next) => put(item.id, next)}
              onRemove={() => put(item.id, null)}
            />
            {item.kind === 'relation' && (
              <GroupEditor
                entity={entity}
                words={words}
                scope={item.relation}
                value={item.where}
                onChange={(where) => put(item.id, { ...item, where })}
              />
            )}
          </div>
        ),
      )}
      <Row gap="xs">
        <Button variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => add(first())}>
          {t('addCondition')}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} />}
          onClick={() => add(group([first()], 'any'))}
        >
          {t('addGroup')}
        </Button>
        {onRemove && (
          <Button variant="subtle" color="gray" ml="auto" onClick={onRemove}>
            {t('removeGroup')}
          </Button>
        )}
      </Row>
    </fieldset>
  );
}
