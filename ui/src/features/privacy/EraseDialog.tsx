import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasurePlan, ParentRef } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { ErrorState } from '@/components/States/ErrorState';
import { FailureNote } from '@/components/States/FailureNote';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { PlaceTable } from './PlaceTable';

type EraseDialogProps = { parent: ParentRef; onClose: () => void };

/** What would go, place by place; then the name, typed, and it is gone for good. */
export function EraseDialog({ parent, onClose }: EraseDialogProps) {
  const { t } = useTranslation(['privacy', 'common']);
  const errorText = useErrorText();
  const errorState = useErrorState();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const plan = useQuery({
    queryKey: ['erasure-plan', parent.kind, parent.id],
    queryFn: () => api.erasurePlan(parent),
    gcTime: 0,
  });
  const erase = useMutation({
    mutationFn: () => api.eraseSubject(parent, typed),
    onSuccess: () => void navigate({ to: '/settings/$section', params: { section: 'privacy' } }),
  });
  const matches = plan.isSuccess && typed.trim() === plan.data.name.trim();
  return (
    <Dialog opened onClose={onClose} title={t('privacy:erase.title')} size={620}>
      {plan.isPending && <SkeletonRows label={t('common:loading')} />}
      {plan.isError && (
        <ErrorState {...errorState(plan.error)} onRetry={() => void plan.refetch()} />
      )}
      {plan.isSuccess && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (matches) erase.mutate();
          }}
        >
          <Stack gap="md">
            <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />}>
              {t('privacy:erase.warning')}
            </Alert>
            <PlaceTable places={plan.data.places} />
            <Remains plan={plan.data} />
            <TextInput
              label={t('privacy:erase.typeName', { name: plan.data.name })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              autoFocus
            />
            {erase.isError && <FailureNote {...errorText(erase.error)} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" color="red.9" disabled={!matches} loading={erase.isPending}>
                {t('privacy:erase.confirm')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

/** What an erasure leaves: the nameless record, mentions elsewhere, backups. */
function Remains({ plan }: { plan: ErasurePlan }) {
  const { t } = useTranslation('privacy');
  const format = useFormat();
  return (
    <Stack gap="xs">
      <Text>
        {plan.alias === null ? t('erase.nothing') : t('erase.alias', { alias: plan.alias })}
      </Text>
      {plan.mentions.length > 0 && (
        <Text>
          {t('erase.mentions', {
            count: plan.mentions.length,
            names: format.list(plan.mentions.map(({ name }) => name)),
          })}
        </Text>
      )}
      {plan.backups.length > 0 && (
        <Text>
          {t('erase.backups', {
            count: plan.backups.length,
            days: format.list(plan.backups.map(({ at }) => format.dateTime(at))),
          })}
        </Text>
      )}
    </Stack>
  );
}
