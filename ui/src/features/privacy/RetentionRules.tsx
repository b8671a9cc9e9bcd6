import { Button, Table } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionRule } from '@/bindings';
import { SettingGroup } from '@/components/Setting/Setting';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { FailureNote } from '@/components/States/FailureNote';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import classes from './privacy.module.css';
import { rulesQuery } from './queries';
import { RuleForm } from './RuleForm';
import { RunRule } from './RunRule';

/** Rules how long records are kept. None is carried out by itself. */
export function RetentionRules() {
  const { t } = useTranslation(['privacy', 'common']);
  const errorState = useErrorState();
  const errorText = useErrorText();
  const { all } = useRights();
  const rules = useQuery(rulesQuery);
  const [running, setRunning] = useState<RetentionRule | null>(null);
  const remove = useMutation({ mutationFn: (id: string) => api.removeRetentionRule(id) });
  const mayRun = all('privacy', 'delete');
  return (
    <SettingGroup title={t('privacy:rules.title')} hint={t('privacy:rules.hint')}>
      <RuleForm />
      {remove.isError && <FailureNote {...errorText(remove.error)} />}
      {rules.isError && (
        <ErrorState {...errorState(rules.error)} onRetry={() => void rules.refetch()} />
      )}
      {rules.data?.length === 0 && <EmptyState title={t('privacy:rules.empty')} />}
      {rules.data && rules.data.length > 0 && (
        <Table verticalSpacing={6} horizontalSpacing="md">
          <Table.Tbody>
            {rules.data.map((rule) => (
              <Table.Tr key={rule.id}>
                <Table.Td>
                  {t(`privacy:rule.${rule.object}.${rule.condition}`, { count: rule.months })}
                </Table.Td>
                <Table.Td>{t(`privacy:action.${rule.action}`)}</Table.Td>
                <Table.Td className={classes.end}>
                  {mayRun && (
                    <Button variant="subtle" color="gray" onClick={() => setRunning(rule)}>
                      {t('privacy:rules.look')}
                    </Button>
                  )}
                  <Button
                    variant="subtle"
                    color="gray"
                    loading={remove.isPending && remove.variables === rule.id}
                    onClick={() => remove.mutate(rule.id)}
                  >
                    {t('common:remove')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {running && <RunRule rule={running} onClose={() => setRunning(null)} />}
    </SettingGroup>
  );
}
