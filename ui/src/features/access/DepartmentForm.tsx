import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Department } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { pathOf, treeOf, withinOf } from './department-tree';

type Props = {
  /** The one that is changed; none for a new one. */
  department: Department | null;
  parentId: string | null;
  departments: readonly Department[];
  onDone: () => void;
};

export function DepartmentForm({ department, parentId, departments, onDone }: Props) {
  const { t } = useTranslation('settings');
  const fieldText = useFieldText();
  const errorText = useErrorText();
  const [draft, setDraft] = useState({ name: department?.name ?? '', parentId });
  const save = useMutation({
    mutationFn: async () => {
      if (department) await api.updateDepartment(department.id, draft);
      else await api.createDepartment(draft);
    },
    onSuccess: onDone,
  });
  const refused = fieldErrors(save.error);
  const refusal = (field: string) => (refused[field] ? fieldText(refused[field]) : null);
  const within = department ? withinOf(departments, department.id) : new Set<string>();

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('departments.name')}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          error={refusal('name')}
          data-autofocus
          required
        />
        <Select
          label={t('departments.above')}
          placeholder={t('departments.top')}
          data={treeOf(departments)
            .filter(({ id }) => !within.has(id))
            .map(({ id }) => ({ value: id, label: pathOf(departments, id) }))}
          value={draft.parentId}
          onChange={(above) => setDraft({ ...draft, parentId: above })}
          nothingFoundMessage={t('common:nothingFound')}
          error={refusal('parentId')}
          searchable
          clearable
        />
        {save.error && commandError(save.error).kind !== 'invalid' && (
          <FailureNote {...errorText(save.error)} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
