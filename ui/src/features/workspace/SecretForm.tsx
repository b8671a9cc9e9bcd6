import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Secret } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { commandError, useErrorText } from '@/i18n/errors';
import { SecretFields } from './SecretFields';
import { useWait } from './use-wait';

export type Way = 'person' | 'passphrase' | 'recovery';

type Props = {
  /** Those who sign in with a password of their own; nobody where a passphrase opens the workspace. */
  names: readonly string[];
  /** The way that is offered first; the recovery code opens always. */
  way: Way;
  /** Why the last try did not open it. */
  failure: unknown;
  opening: boolean;
  submit: string;
  /** What a wrong recovery code may mean here. */
  wrongRecovery: string;
  onSubmit: (secret: Secret) => void;
  /** Another way or another person: the last failure says nothing about them. */
  onChange: () => void;
  /** Other things to do, on the left. */
  foot: ReactNode;
  /** Another way in, beside the button that submits. */
  beside?: ReactNode;
  children?: ReactNode;
};

/** Asks for what opens a workspace. A wrong key is told kindly, a wait is counted down, other trouble told plainly. */
export function SecretForm(props: Props) {
  const { names, failure, opening, onSubmit, onChange } = props;
  const { t } = useTranslation('welcome');
  const errorText = useErrorText();
  const [way, setWay] = useState(props.way);
  const [name, setName] = useState(names.length === 1 ? (names[0] ?? null) : null);
  const [value, setValue] = useState('');
  const wait = useWait(failure);
  const usual = names.length > 0 ? 'person' : 'passphrase';
  const kind = failure ? commandError(failure).kind : null;
  const wrong = kind === 'wrong_key' || kind === 'invalid';
  const told = wrong || kind === 'too_many_tries' || kind === 'schema_too_new';

  function choose(next: string) {
    setWay(next === 'recovery' ? 'recovery' : usual);
    setValue('');
    onChange();
  }

  function secret(): Secret {
    if (way !== 'person') return { kind: way, value };
    return { kind: 'person', value: { name: name ?? '', password: value } };
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wait === 0 && !opening) onSubmit(secret());
      }}
    >
      <Stack gap="md">
        <SegmentedControl
          value={way}
          onChange={choose}
          aria-label={t('openWith')}
          data={[
            { value: usual, label: t(usual === 'person' ? 'password' : 'passphrase') },
            { value: 'recovery', label: t('recoveryCode') },
          ]}
          fullWidth
        />
        <SecretFields
          way={way}
          names={names}
          name={name}
          value={value}
          error={wrong ? wrongText() : null}
          onName={(next) => {
            setName(next);
            setValue('');
            onChange();
          }}
          onValue={setValue}
        />
        {kind === 'too_many_tries' && wait > 0 && (
          <FailureNote
            title={errorText(failure).title}
            hint={t(wait < 90 ? 'waitSeconds' : 'waitMinutes', {
              count: wait < 90 ? wait : Math.ceil(wait / 60),
            })}
          />
        )}
        {props.children}
        {failure !== null && !told && <FailureNote {...errorText(failure)} />}
        <Group justify="space-between">
          <Group gap="xs">{props.foot}</Group>
          <Group gap="xs" ml="auto">
            {props.beside}
            <Button type="submit" loading={opening} disabled={wait > 0}>
              {props.submit}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );

  function wrongText(): string {
    switch (way) {
      case 'recovery':
        return props.wrongRecovery;
      case 'person':
        return t('wrongPassword');
      case 'passphrase':
        return errorText(failure).title;
    }
  }
}
