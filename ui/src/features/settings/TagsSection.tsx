import { ActionIcon, ColorSwatch, Popover, SimpleGrid, Table, UnstyledButton } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Tag } from '@/bindings';
import { tagColour } from '@/components/Display/tag-colour';
import { SettingGroup } from '@/components/Setting/Setting';
import { EmptyState } from '@/components/States/EmptyState';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { useRights } from '@/ipc/rights';
import { EditableName } from './EditableName';
import classes from './Settings.module.css';

const tagsQuery = queryOptions({
  queryKey: ['settings', 'tags'],
  queryFn: () => api.listTags(),
  meta: reads('tags', 'taggings'),
});

/** A tag keeps its colour by name; the look decides what the name means. */
const COLOURS = [
  'grey',
  'red',
  'orange',
  'yellow',
  'lime',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const;

export function TagsSection() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const errorText = useErrorText();
  const undoable = useUndoToast();
  const editable = useRights().may('settings', 'configure');
  const tags = useQuery(tagsQuery).data ?? [];
  const update = useMutation({
    mutationFn: ({ id, name, colour }: Tag) => api.updateTag(id, name, colour),
  });
  const remove = useMutation({
    mutationFn: ({ id }: Tag) => api.deleteTag(id),
    onSuccess: (_, { name }) => undoable(t('tags.deleted', { name })),
  });
  const failure = update.error ?? remove.error;

  return (
    <SettingGroup title={t('tags.title')} hint={editable ? t('tags.hint') : undefined}>
      {tags.length === 0 ? (
        <EmptyState title={t('tags.empty')} hint={t('tags.emptyHint')} />
      ) : (
        <Table verticalSpacing={6} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={72}>{t('tags.colour')}</Table.Th>
              <Table.Th>{t('tags.name')}</Table.Th>
              <Table.Th className={classes.end}>{t('tags.customers')}</Table.Th>
              <Table.Th aria-label={t('actions')} w={64} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tags.map(({ tag, customers }) => (
              <Table.Tr key={tag.id}>
                <Table.Td>
                  {editable ? (
                    <TagColour tag={tag} onChoose={(colour) => update.mutate({ ...tag, colour })} />
                  ) : (
                    <ColorSwatch color={tagColour(tag.colour)} size={20} />
                  )}
                </Table.Td>
                <Table.Td>
                  <EditableName
                    label={t('tags.name')}
                    value={tag.name}
                    readOnly={!editable}
                    onCommit={(name) => update.mutate({ ...tag, name })}
                  />
                </Table.Td>
                <Table.Td className={classes.end}>{format.number(customers)}</Table.Td>
                <Table.Td className={classes.end}>
                  {editable && (
                    <ActionIcon
                      aria-label={t('tags.delete', { name: tag.name })}
                      onClick={() => remove.mutate(tag)}
                    >
                      <IconTrash size={16} stroke={1.6} />
                    </ActionIcon>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {failure && <FailureNote {...errorText(failure)} />}
    </SettingGroup>
  );
}

function TagColour({ tag, onChoose }: { tag: Tag; onChoose: (colour: string) => void }) {
  const { t } = useTranslation('settings');
  return (
    <Popover position="bottom-start" withinPortal>
      <Popover.Target>
        <UnstyledButton
          className={classes.swatch}
          aria-label={t('tags.colourOf', { name: tag.name })}
        >
          <ColorSwatch color={tagColour(tag.colour)} size={20} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <SimpleGrid cols={5} spacing="xs">
          {COLOURS.map((name) => (
            <ColorSwatch
              key={name}
              component="button"
              color={tagColour(name)}
              size={24}
              aria-label={t(`tags.colours.${name}`)}
              aria-pressed={name === tag.colour}
              onClick={() => onChoose(name)}
            />
          ))}
        </SimpleGrid>
      </Popover.Dropdown>
    </Popover>
  );
}
