import { Alert, Button, Group, Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenWork, UserRow } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { UserPicker } from '@/components/UserPicker/UserPicker';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';

const WORKS: readonly OpenWork[] = ['goes', 'ends'];

type Props = { person: UserRow; people: readonly UserRow[]; onDone: () => void };

/** Everything of somebody who leaves goes to another; what that means is said before it is done. */
export function HandOver({ person, people, onDone }: Props) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const undoable = useUndoToast();
  const [to, setTo] = useState<string | null>(null);
  const [work, setWork] = useState<OpenWork>('goes');
  const heir = people.find(({ id }) => id === to);
  const names = { from: person.name, to: heir?.name ?? '' };
  const give = useMutation({
    mutationFn: (heirId: string) => api.handOver(person.id, heirId, work),
    onSuccess: (count) => {
      undoable(t('handOver.done', { count, shown: format.number(count), ...names }));
      onDone();
    },
  });
  const refused = fieldErrors(give.error).to;

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (to !== null) give.mutate(to);
      }}
    >
      <Stack gap="md">
        <UserPicker
          label={t('handOver.to')}
          people={people.filter(({ id }) => id !== person.id)}
          value={to}
          onChange={setTo}
          placeholder={t('handOver.choose')}
          nothingFound={t('common:nothingFound')}
          error={refused ? fieldText(refused) : null}
        />
        <Radio.Group
          label={t('handOver.work')}
          value={work}
          onChange={(value) => setWork(value === 'ends' ? 'ends' : 'goes')}
        >
          <Stack gap="xs" mt="xs">
            {WORKS.map((value) => (
              <Radio key={value} value={value} label={t(`handOver.works.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {heir && (
          <Alert variant="light" color="gray" title={t('handOver.summary')} role="status">
            <Stack gap={4}>
              <span>
                {t('handOver.customers', {
                  count: person.customers,
                  shown: format.number(person.customers),
                  ...names,
                })}
              </span>
              <span>{t(`handOver.plans.${work}`, names)}</span>
              <span>{t('handOver.helped', names)}</span>
            </Stack>
          </Alert>
        )}
        {give.error && commandError(give.error).kind !== 'invalid' && (
          <FailureNote {...errorText(give.error)} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={give.isPending} disabled={to === null}>
            {t('handOver.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
