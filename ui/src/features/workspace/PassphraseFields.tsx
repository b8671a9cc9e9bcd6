import { PasswordInput, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { strengthOf } from './passphrase-strength';

const SHARES = { weak: 25, fair: 60, strong: 100 } as const;
const COLOURS = { weak: 'red', fair: 'yellow', strong: 'green' } as const;

type Props = {
  passphrase: string;
  repeated: string;
  onPassphrase: (value: string) => void;
  onRepeated: (value: string) => void;
  error?: string | null;
  repeatedError?: string | null;
};

/** A new passphrase, twice, with a hint how strong it is. */
export function PassphraseFields(props: Props) {
  const { t } = useTranslation('welcome');
  const strength = props.passphrase ? strengthOf(props.passphrase) : null;
  return (
    <Stack gap="sm">
      <PasswordInput
        label={t('passphrase')}
        description={t('passphraseHint')}
        value={props.passphrase}
        onChange={(event) => props.onPassphrase(event.currentTarget.value)}
        error={props.error}
        autoComplete="new-password"
        required
      />
      {strength && (
        <div>
          <Progress
            value={SHARES[strength]}
            color={COLOURS[strength]}
            size={4}
            aria-label={t('strengthLabel')}
          />
          <Text size="sm" c="dimmed" mt={4} role="status">
            {t(`strength.${strength}`)}
          </Text>
        </div>
      )}
      <PasswordInput
        label={t('repeat')}
        value={props.repeated}
        onChange={(event) => props.onRepeated(event.currentTarget.value)}
        error={props.repeatedError}
        autoComplete="new-password"
        required
      />
    </Stack>
  );
}
