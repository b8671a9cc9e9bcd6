import { PasswordInput, Progress, Stack, Text } from '@mantine/core';
import { type Strength, strengthOf } from './strength';

const SHARES = { weak: 25, fair: 60, strong: 100 } as const;
const COLOURS = { weak: 'red', fair: 'yellow', strong: 'green' } as const;

export type NewSecretWords = {
  hint: string;
  repeat: string;
  strengthLabel: string;
  strength: Record<Strength, string>;
};

type Props = {
  label: string;
  words: NewSecretWords;
  secret: string;
  repeated: string;
  onSecret: (value: string) => void;
  onRepeated: (value: string) => void;
  error?: string | null;
  repeatedError?: string | null;
  autoFocus?: boolean;
};

/** A new passphrase or password, twice, with a hint how strong it is. */
export function NewSecret(props: Props) {
  const { label, words, secret, autoFocus } = props;
  const strength = secret ? strengthOf(secret) : null;
  return (
    <Stack gap="sm">
      <PasswordInput
        label={label}
        description={words.hint}
        value={secret}
        onChange={(event) => props.onSecret(event.currentTarget.value)}
        error={props.error}
        autoComplete="new-password"
        data-autofocus={autoFocus || undefined}
        required
      />
      {strength && (
        <div>
          <Progress
            value={SHARES[strength]}
            color={COLOURS[strength]}
            size={4}
            aria-label={words.strengthLabel}
          />
          <Text size="sm" c="dimmed" mt={4} role="status">
            {words.strength[strength]}
          </Text>
        </div>
      )}
      <PasswordInput
        label={words.repeat}
        value={props.repeated}
        onChange={(event) => props.onRepeated(event.currentTarget.value)}
        error={props.repeatedError}
        autoComplete="new-password"
        required
      />
    </Stack>
  );
}
