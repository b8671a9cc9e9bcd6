import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParentRef, Tag } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { TagPill } from '@/components/Display/TagPill';
import { tagColour } from '@/components/Display/tag-colour';
import { type Choice, TypeAhead } from '@/components/TypeAhead/TypeAhead';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { tagsQuery } from '@/ipc/lookups';
import classes from './TagBar.module.css';

const OFFERED = 8;

type TagBarProps = { parent: ParentRef; tags: Tag[]; readOnly: boolean };

/** The tags of one record: each can be taken off, another put on by typing. */
export function TagBar({ parent, tags, readOnly }: TagBarProps) {
  const { t } = useTranslation('customers');
  const client = useQueryClient();
  const errorText = useErrorText();
  const [adding, setAdding] = useState(false);
  const add = useMutation({
    mutationFn: (name: string) => api.addTag(parent, name),
    onSuccess: () => setAdding(false),
  });
  const remove = useMutation({ mutationFn: (tag: Tag) => api.removeTag(parent, tag.id) });

  const search = useCallback(
    async (text: string): Promise<Choice[]> => {
      const all = await client.ensureQueryData(tagsQuery);
      const wanted = text.toLocaleLowerCase();
      return all
        .filter(({ tag }) => tag.name.toLocaleLowerCase().includes(wanted))
        .filter(({ tag }) => !tags.some(({ id }) => id === tag.id))
        .slice(0, OFFERED)
        .map(({ tag }) => ({ value: tag.id, label: tag.name }));
    },
    [client, tags],
  );
  const failed = add.error ?? remove.error;

  return (
    <div className={classes.bar}>
      {tags.map((tag) => (
        <TagPill
          key={tag.id}
          name={tag.name}
          colour={tagColour(tag.colour)}
          removeLabel={t('tags.remove', { name: tag.name })}
          onRemove={readOnly ? undefined : () => remove.mutate(tag)}
        />
      ))}
      {!readOnly && (
        <Popover opened={adding} onChange={setAdding} position="bottom-start" trapFocus>
          <Popover.Target>
            {tags.length === 0 ? (
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                leftSection={<IconPlus size={14} />}
                onClick={() => setAdding(!adding)}
              >
                {t('tags.add')}
              </Button>
            ) : (
              <ActionIcon aria-label={t('tags.add')} size="sm" onClick={() => setAdding(!adding)}>
                <IconPlus size={14} />
              </ActionIcon>
            )}
          </Popover.Target>
          <Popover.Dropdown>
            <TypeAhead
              label={t('tags.add')}
              hideLabel
              placeholder={t('tags.input')}
              value={null}
              search={search}
              createLabel={(name) => t('tags.create', { name })}
              nothingFound={t('tags.none')}
              disabled={add.isPending}
              autoFocus
              onChoose={(choice) => choice && add.mutate(choice.label)}
              onCreate={(name) => add.mutate(name)}
            />
          </Popover.Dropdown>
        </Popover>
      )}
      {failed && <FieldText text={errorText(failed).title} />}
    </div>
  );
}
