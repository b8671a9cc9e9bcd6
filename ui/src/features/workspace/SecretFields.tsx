import { Group, PasswordInput, Select, TextInput } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Way } from './SecretForm';

type Props = {
  way: Way;
  names: readonly string[];
  name: string | null;
  value: string;
  error: string | null;
  onName: (name: string | null) => void;
  onValue: (value: string) => void;
};

/** Who, where several people sign in, and the secret; the cursor stands where something is missing. */
export function SecretFields({ way, names, name, value, error, onName, onValue }: Props) {
  const { t } = useTranslation('welcome');
  const field = useRef<HTMLInputElement>(null);
  const choosing = way === 'person' && names.length > 1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another way or name asks for another start.
  useEffect(() => {
    if (!choosing || name !== null) field.current?.focus();
  }, [way, name]);
  // What was wrong is typed over.
  useEffect(() => {
    if (error !== null) field.current?.select();
  }, [error]);

  if (way === 'recovery') {
    return (
      <TextInput
        key="recovery"
        ref={field}
        label={t('recoveryCode')}
        description={t('recoveryFormat')}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
        error={error}
        autoComplete="off"
        spellCheck={false}
        required
      />
    );
  }
  return (
    <>
      {choosing && (
        <Select
          label={t('yourName')}
          placeholder={t('chooseName')}
          data={[...names]}
          value={name}
          onChange={onName}
          nothingFoundMessage={t('common:nothingFound')}
          limit={50}
          allowDeselect={false}
          autoFocus={name === null}
          searchable
          required
        />
      )}
      {way === 'person' && names.length === 1 && (
        <Group gap="xs">
          <IconUserCircle size={20} stroke={1.6} aria-hidden="true" />
          {names[0]}
        </Group>
      )}
      <PasswordInput
        key={way}
        ref={field}
        label={t(way === 'person' ? 'password' : 'passphrase')}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
        error={error}
        autoComplete="current-password"
        required
      />
    </>
  );
}
