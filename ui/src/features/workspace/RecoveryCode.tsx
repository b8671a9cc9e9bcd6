import { Button, Checkbox, CopyButton, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Workspace.module.css';

type Props = {
  code: string;
  /** What it is for, said above it. */
  why: string;
  submit: string;
  onDone: () => void;
};

/** The recovery code, shown once. Goes on only when the person says that it is kept. */
export function RecoveryCode({ code, why, submit, onDone }: Props) {
  const { t } = useTranslation('welcome');
  const [kept, setKept] = useState(false);
  return (
    <Stack gap="md">
      <Text>{why}</Text>
      <output className={classes.code} aria-label={t('recoveryCode')}>
        {code}
      </output>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          >
            {copied ? t('common:copied') : t('common:copy')}
          </Button>
        )}
      </CopyButton>
      <Checkbox
        label={t('writtenDown')}
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Button onClick={onDone} disabled={!kept}>
        {submit}
      </Button>
    </Stack>
  );
}
