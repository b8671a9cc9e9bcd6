import { Button, Group, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionRule, RetentionRun } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { ErrorState } from '@/components/States/ErrorState';
import { FailureNote } from '@/components/States/FailureNote';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { progressChannel } from '@/ipc/desktop';

type RunRuleProps = { rule: RetentionRule; onClose: () => void };

/** What a rule would do now; an erasure wants the number typed. */
export function RunRule({ rule, onClose }: RunRuleProps) {
  const { t } = useTranslation(['privacy', 'common']);
  const format = useFormat();
  const errorText = useErrorText();
  const errorState = useErrorState();
  const undoable = useUndoToast();
  const [typed, setTyped] = useState('');
  const [step, setStep] = useState<RetentionRun | null>(null);
  const preview = useQuery({
    queryKey: ['retention-preview', rule.id],
    queryFn: () => api.previewRetention(rule.id),
    gcTime: 0,
  });
  const total = preview.data?.total ?? 0;
  const run = useMutation({
    mutationFn: () => api.runRetention(rule.id, total, progressChannel<RetentionRun>(setStep)),
    onSuccess: () => {
      if (rule.action === 'archive') undoable(t('privacy:run.archived', { count: total }));
      onClose();
    },
    onError: () => void preview.refetch(),
  });
  const erases = rule.action === 'erase';
  const ready = total > 0 && (!erases || typed.trim() === String(total));
  const first = preview.data?.first.map(({ name }) => name) ?? [];
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(`privacy:rule.${rule.object}.${rule.condition}`, { count: rule.months })}
      closeOnClickOutside={!run.isPending}
      closeOnEscape={!run.isPending}
      size={520}
    >
      {preview.isPending && <SkeletonRows label={t('common:loading')} />}
      {preview.isError && (
        <ErrorState {...errorState(preview.error)} onRetry={() => void preview.refetch()} />
      )}
      {preview.isSuccess && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) run.mutate();
          }}
        >
          <Stack gap="md">
            <Text>{t('privacy:run.meets', { count: total, total: format.number(total) })}</Text>
            {first.length > 0 && (
              <Text c="dimmed">
                {format.list(first)}
                {total > first.length && '…'}
              </Text>
            )}
            {erases && total > 0 && (
              <TextInput
                label={t('privacy:run.type', { total })}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                inputMode="numeric"
                autoComplete="off"
                autoFocus
              />
            )}
            {run.isPending && step && (
              <Progress
                value={(100 * step.done) / Math.max(step.total, 1)}
                aria-label={t('privacy:run.progress')}
              />
            )}
            {run.isError && <FailureNote {...errorText(run.error)} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" disabled={run.isPending} onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button
                type="submit"
                color={erases ? 'red.9' : undefined}
                disabled={!ready}
                loading={run.isPending}
              >
                {t(`privacy:action.${rule.action}`)}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
