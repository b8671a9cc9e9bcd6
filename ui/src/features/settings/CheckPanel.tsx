import { Alert, Button, List, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Setting, SettingGroup } from '@/components/Setting/Setting';
import { FailureNote } from '@/components/States/FailureNote';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import { useFindingText } from './use-finding-text';

/** Checks the file, the change log and all that is derived; repairs what can be rebuilt. */
export function CheckPanel() {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const format = useFormat();
  const words = useFindingText();
  const { may } = useRights();
  const check = useMutation({ mutationFn: (repair: boolean) => api.checkWorkspace(repair) });
  const report = check.data;
  if (!may('workspace', 'see')) return null;
  return (
    <SettingGroup title={t('check.title')}>
      <Setting label={t('check.label')} hint={t('check.hint')}>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate(false)}>
          {t('check.check')}
        </Button>
      </Setting>
      {check.error && <FailureNote {...errorText(check.error)} />}
      {report?.ok && (
        <Alert color="green" icon={<IconCircleCheck size={18} />} role="status">
          {t('check.ok', { count: report.checked.length })}
          <Text size="sm" c="dimmed" mt={4}>
            {t('check.looked', { names: format.list(report.checked.map(words.name)) })}
          </Text>
        </Alert>
      )}
      {report && !report.ok && (
        <Alert
          color="yellow"
          icon={<IconAlertTriangle size={18} />}
          title={t('check.found')}
          role="status"
        >
          <List>
            {report.findings.map((finding) => (
              <List.Item key={`${finding.check}${finding.detail}`}>
                {t(finding.repaired ? 'check.repaired' : 'check.finding', {
                  name: words.name(finding.check),
                  detail: words.detail(finding),
                })}
              </List.Item>
            ))}
          </List>
          {may('workspace', 'configure') && (
            <Button mt="sm" onClick={() => check.mutate(true)}>
              {t('check.repair')}
            </Button>
          )}
        </Alert>
      )}
    </SettingGroup>
  );
}
