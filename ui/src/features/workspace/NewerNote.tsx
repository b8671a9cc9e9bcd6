import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '@/components/States/FailureNote';
import { useErrorText } from '@/i18n/errors';

type Props = { failure: unknown; loading: boolean; onReadOnly: () => void };

/** A newer program wrote the workspace: it cannot be worked in, but it can be read. */
export function NewerNote({ failure, loading, onReadOnly }: Props) {
  const { t } = useTranslation('welcome');
  const { title, hint } = useErrorText()(failure);
  return (
    <FailureNote title={title} hint={hint}>
      <p>{t('newerHint')}</p>
      <Button variant="default" loading={loading} onClick={onReadOnly}>
        {t('openReadOnly')}
      </Button>
    </FailureNote>
  );
}
