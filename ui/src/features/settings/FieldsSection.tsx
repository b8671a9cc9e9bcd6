import { Badge, Button, Group, Select, Table, TextInput } from '@mantine/core';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDef, FieldDefDraft, FieldKind } from '@/bindings';
import { SettingGroup } from '@/components/Setting/Setting';
import { EmptyState } from '@/components/States/EmptyState';
import { FailureNote } from '@/components/States/FailureNote';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { useRights } from '@/ipc/rights';
import { EditableName } from './EditableName';
import classes from './Settings.module.css';

export const fieldDefsQuery = queryOptions({
  queryKey: ['settings', 'field-defs'],
  queryFn: () => api.listFieldDefs(),
  meta: reads('field_defs'),
});

const KINDS: readonly FieldKind[] = ['text', 'number', 'date'];
const NEW: FieldDefDraft = { entity: 'customer', kind: 'text', labelZh: '', labelEn: '' };

export function FieldsSection() {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const editable = useRights().may('settings', 'configure');
  const defs = useQuery(fieldDefsQuery).data ?? [];
  const change = useMutation({
    mutationFn: ({ id, labelEn, labelZh }: FieldDef) => api.updateFieldDef(id, labelEn, labelZh),
  });
  const archive = useMutation({
    mutationFn: ({ id, archived }: FieldDef) => api.archiveFieldDef(id, !archived),
  });
  const failure = change.error ?? archive.error;

  return (
    <SettingGroup title={t('fields.title')} hint={t('fields.hint')}>
      {defs.length === 0 ? (
        <EmptyState title={t('fields.empty')} hint={t('fields.emptyHint')} />
      ) : (
        <Table verticalSpacing={6} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('fields.labelZh')}</Table.Th>
              <Table.Th>{t('fields.labelEn')}</Table.Th>
              <Table.Th>{t('fields.entity')}</Table.Th>
              <Table.Th>{t('fields.kind')}</Table.Th>
              <Table.Th aria-label={t('actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {defs.map((def) => (
              <Table.Tr key={def.id} data-archived={def.archived || undefined}>
                <Table.Td>
                  <EditableName
                    label={t('fields.labelZh')}
                    value={def.labelZh}
                    readOnly={!editable}
                    onCommit={(labelZh) => change.mutate({ ...def, labelZh })}
                  />
                </Table.Td>
                <Table.Td>
                  <EditableName
                    label={t('fields.labelEn')}
                    value={def.labelEn}
                    readOnly={!editable}
                    onCommit={(labelEn) => change.mutate({ ...def, labelEn })}
                  />
                </Table.Td>
                <Table.Td>{t(`fields.entities.${def.entity}`)}</Table.Td>
                <Table.Td>
                  <Group gap="xs">
                    {t(`fields.kinds.${def.kind}`)}
                    {def.archived && (
                      <Badge variant="light" color="gray">
                        {t('fields.archived')}
                      </Badge>
                    )}
                  </Group>
                </Table.Td>
                <Table.Td className={classes.end}>
                  {editable && (
                    <Button variant="subtle" color="gray" onClick={() => archive.mutate(def)}>
                      {def.archived ? t('common:unarchive') : t('common:archive')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {failure && <FailureNote {...errorText(failure)} />}
      {editable && <NewField />}
    </SettingGroup>
  );
}

function NewField() {
  const { t } = useTranslation('settings');
  const fieldText = useFieldText();
  const [draft, setDraft] = useState(NEW);
  const create = useMutation({
    mutationFn: () => api.createFieldDef(draft),
    onSuccess: () => setDraft({ ...NEW, entity: draft.entity }),
  });
  const refused = fieldErrors(create.error);
  const refusal = (field: string) => (refused[field] ? fieldText(refused[field]) : null);
  return (
    <form
      className={classes.newRow}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <TextInput
        label={t('fields.labelZh')}
        value={draft.labelZh}
        onChange={(event) => setDraft({ ...draft, labelZh: event.currentTarget.value })}
        error={refusal('labelZh')}
        className={classes.grow}
        required
      />
      <TextInput
        label={t('fields.labelEn')}
        value={draft.labelEn}
        onChange={(event) => setDraft({ ...draft, labelEn: event.currentTarget.value })}
        error={refusal('labelEn')}
        className={classes.grow}
        required
      />
      <Select
        label={t('fields.entity')}
        data={(['customer', 'contact'] as const).map((value) => ({
          value,
          label: t(`fields.entities.${value}`),
        }))}
        value={draft.entity}
        onChange={(value) =>
          setDraft({ ...draft, entity: value === 'contact' ? 'contact' : 'customer' })
        }
        allowDeselect={false}
        w={120}
      />
      <Select
        label={t('fields.kind')}
        data={KINDS.map((value) => ({ value, label: t(`fields.kinds.${value}`) }))}
        value={draft.kind}
        onChange={(value) =>
          setDraft({ ...draft, kind: KINDS.find((kind) => kind === value) ?? 'text' })
        }
        allowDeselect={false}
        w={120}
      />
      <Button type="submit" loading={create.isPending}>
        {t('fields.add')}
      </Button>
    </form>
  );
}
