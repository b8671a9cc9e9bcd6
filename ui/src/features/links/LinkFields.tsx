import { Checkbox, Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LinkDraft } from '@/bindings';
import { CivilDateInput } from '@/components/CivilDateInput/CivilDateInput';

export const NEW_LINK: LinkDraft = { role: null, isPrimary: false, fromOn: null, toOn: null };

type LinkFieldsProps = {
  value: LinkDraft;
  errors: Partial<Record<keyof LinkDraft, string>>;
  onChange: (value: LinkDraft) => void;
};

/** What a person is to a customer, and from when until when. */
export function LinkFields({ value, errors, onChange }: LinkFieldsProps) {
  const { t } = useTranslation('record');
  return (
    <>
      <TextInput
        label={t('link.role')}
        placeholder={t('link.roleHint')}
        value={value.role ?? ''}
        error={errors.role}
        onChange={(event) => onChange({ ...value, role: event.currentTarget.value || null })}
      />
      <Group gap="xs" grow align="flex-start">
        <CivilDateInput
          label={t('link.from')}
          clearable
          value={value.fromOn}
          error={errors.fromOn}
          onChange={(fromOn) => onChange({ ...value, fromOn })}
        />
        <CivilDateInput
          label={t('link.to')}
          clearable
          value={value.toOn}
          error={errors.toOn}
          onChange={(toOn) => onChange({ ...value, toOn })}
        />
      </Group>
      <Checkbox
        label={t('link.primary')}
        checked={value.isPrimary}
        onChange={(event) => onChange({ ...value, isPrimary: event.currentTarget.checked })}
      />
    </>
  );
}
