import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy, IconFolderOpen } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { FailureNote } from '@/components/States/FailureNote';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';

/** What to hand to whoever helps: versions and counts, and the logs. Never contents. */
export function SupportPanel() {
  const { t } = useTranslation('help');
  const errorText = useErrorText();
  const clipboard = useClipboard();
  const copy = useMutation({
    mutationFn: () => api.diagnostics(),
    onSuccess: (text) => clipboard.copy(text),
  });
  const reveal = useMutation({ mutationFn: () => api.revealFolder('logs') });
  const failure = copy.error ?? reveal.error;
  return (
    <SettingGroup title={t('support')}>
      <Setting label={t('diagnostics')} hint={t('diagnosticsHint')}>
        <Button
          variant="default"
          leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={() => copy.mutate()}
        >
          {clipboard.copied ? t('common:copied') : t('copyDiagnostics')}
        </Button>
      </Setting>
      <Setting label={t('logs')} hint={t('logsHint')}>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={16} />}
          onClick={() => reveal.mutate()}
        >
          {t('revealLogs')}
        </Button>
      </Setting>
      {failure && <FailureNote {...errorText(failure)} />}
    </SettingGroup>
  );
}
