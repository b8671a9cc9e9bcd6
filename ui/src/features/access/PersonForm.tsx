import { MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '@/bindings';
import { FormFoot } from '@/components/FormFoot/FormFoot';
import { FailureNote } from '@/components/States/FailureNote';
import { UserPicker } from '@/components/UserPicker/UserPicker';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { departmentsQuery, rolesQuery } from '@/ipc/access';
import { useRights } from '@/ipc/rights';
import { pathOf, treeOf } from './department-tree';
import { usePerson } from './use-person';
import { useRoleName } from './use-role-name';

type Props = { person: UserRow | null; people: readonly UserRow[]; onDone: () => void };

/** A colleague: who it is, where they stand, and what they may do. */
export function PersonForm({ person, people, onDone }: Props) {
  const { t } = useTranslation('settings');
  const fieldText = useFieldText();
  const errorText = useErrorText();
  const roleName = useRoleName();
  const { may } = useRights();
  const departments = useQuery(departmentsQuery).data ?? [];
  const roles = useQuery(rolesQuery).data ?? [];
  const { draft, change, save } = usePerson(person, onDone);
  const facts = may('people', person ? 'edit' : 'create');
  const refused = fieldErrors(save.error);
  const refusal = (field: string) => (refused[field] ? fieldText(refused[field]) : null);
  const text = (field: 'email' | 'team' | 'region') => ({
    label: t(`people.${field}`),
    value: draft[field] ?? '',
    error: refusal(field),
    disabled: !facts,
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [field]: event.currentTarget.value || null }),
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('people.name')}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={refusal('name')}
          disabled={!facts}
          data-autofocus
          required
        />
        <TextInput {...text('email')} type="email" />
        {facts && (
          <UserPicker
            label={t('people.manager')}
            people={people.filter(({ id }) => id !== person?.id)}
            value={draft.managerId}
            onChange={(managerId) => change({ managerId })}
            nothingFound={t('common:nothingFound')}
            error={refusal('managerId')}
          />
        )}
        <TextInput {...text('team')} description={t('people.teamHint')} />
        <TextInput {...text('region')} />
        {may('people', 'configure') && (
          <>
            {departments.length > 0 && (
              <Select
                label={t('people.department')}
                data={treeOf(departments).map(({ id }) => ({
                  value: id,
                  label: pathOf(departments, id),
                }))}
                value={draft.department}
                onChange={(department) => change({ department })}
                nothingFoundMessage={t('common:nothingFound')}
                searchable
                clearable
              />
            )}
            <MultiSelect
              label={t('people.roles')}
              description={t('people.rolesHint')}
              placeholder={draft.roles.length === 0 ? t('people.noRole') : undefined}
              data={roles.map((role) => ({ value: role.id, label: roleName(role) }))}
              value={[...draft.roles]}
              onChange={(chosen) => change({ roles: chosen })}
              nothingFoundMessage={t('common:nothingFound')}
              searchable
            />
          </>
        )}
        {save.error && commandError(save.error).kind !== 'invalid' && (
          <FailureNote {...errorText(save.error)} />
        )}
        <FormFoot
          words={{ save: t('common:save'), cancel: t('common:cancel') }}
          saving={save.isPending}
          onCancel={onDone}
        />
      </Stack>
    </form>
  );
}
