import { Alert, Button, Group, TextInput, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconInfoCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role, RoleDraft } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import classes from './access.module.css';
import { FieldRules } from './FieldRules';
import { RoleMatrix } from './RoleMatrix';
import { sameDraft } from './rules';
import { useRoleName } from './use-role-name';

type Props = {
  /** The one that is changed; none for a new one. */
  role: Role | null;
  start: RoleDraft;
  editable: boolean;
  onDone: () => void;
};

/** What a role allows, as a table that is changed where it stands and saved as a whole. */
export function RoleEditor({ role, start, editable, onDone }: Props) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const roleName = useRoleName();
  const [draft, setDraft] = useState<RoleDraft>({
    name: start.name,
    grants: start.grants,
    fields: start.fields,
  });
  const dirty = role === null || !sameDraft(draft, role);
  const title = role ? roleName(role) : t('roles.add');
  const save = useMutation({
    mutationFn: async () => {
      if (role) await api.updateRole(role.id, draft);
      else await api.createRole(draft);
    },
    onSuccess: () => {
      const name = draft.name ?? title;
      notifications.show({ role: 'status', message: t('roles.saved', { name }) });
      onDone();
    },
  });
  const refused = fieldErrors(save.error).name;

  function leave() {
    if (!editable || !dirty || sameDraft(draft, start)) return onDone();
    modals.openConfirmModal({
      title: t('roles.leaveTitle'),
      children: t('roles.leaveHint'),
      labels: { confirm: t('roles.leave'), cancel: t('roles.stay') },
      confirmProps: { color: 'red.9' },
      onConfirm: onDone,
    });
  }

  return (
    <form
      className={classes.editor}
      data-wide
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Group gap="xs">
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={16} />}
          onClick={leave}
          autoFocus={role !== null}
        >
          {t('roles.all')}
        </Button>
        <Title order={2} size="h4">
          {title}
        </Title>
      </Group>
      {!editable && (
        <Alert variant="light" color="gray" icon={<IconInfoCircle size={18} />}>
          {t(role?.code === 'owner' ? 'roles.ownerFixed' : 'roles.lookOnly')}
        </Alert>
      )}
      {editable && role !== null && role.people > 0 && (
        <Alert variant="light" color="gray" icon={<IconInfoCircle size={18} />}>
          {t('roles.inUse', { count: role.people })}
        </Alert>
      )}
      {editable && (
        <TextInput
          label={t('roles.name')}
          description={role?.code ? t('roles.nameHint') : undefined}
          placeholder={role?.code ? t(`rights:role.${role.code}`) : undefined}
          value={draft.name ?? ''}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value || null })}
          error={refused ? fieldText(refused) : null}
          autoFocus={role === null}
          required={!role?.code}
          maw={400}
        />
      )}
      <RoleMatrix draft={draft} editable={editable} onChange={setDraft} />
      <FieldRules draft={draft} editable={editable} onChange={setDraft} />
      {save.error && commandError(save.error).kind !== 'invalid' && (
        <FailureNote {...errorText(save.error)} />
      )}
      {editable && (
        <Group justify="flex-end" gap="xs" className={classes.saveBar}>
          <Button variant="default" onClick={leave}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!dirty}>
            {t('common:save')}
          </Button>
        </Group>
      )}
    </form>
  );
}
