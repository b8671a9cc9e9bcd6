import { Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenWork, Selection } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { FormFoot } from '@/components/FormFoot/FormFoot';
import { FailureNote } from '@/components/States/FailureNote';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { UserPicker } from '@/components/UserPicker/UserPicker';
import { commandError, fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { usersQuery } from '@/ipc/lookups';

const WORK: readonly OpenWork[] = ['goes', 'ends'];

type TransferDialogProps = {
  selection: Selection;
  title: string;
  /** Who has them all now, where it is one: no choice. */
  owner?: string;
  onClose: () => void;
  onDone?: () => void;
};

/** Gives customers to another owner, with or without what is planned for them. */
export function TransferDialog(props: TransferDialogProps) {
  const { selection, title, owner, onClose, onDone } = props;
  const { t } = useTranslation(['ownership', 'common']);
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const undoable = useUndoToast();
  const users = (useQuery(usersQuery).data ?? []).filter(({ id }) => id !== owner);
  const [to, setTo] = useState<string | null>(null);
  const [work, setWork] = useState<OpenWork>('goes');
  const transfer = useMutation({
    mutationFn: (next: string) => api.transferCustomers(selection, next, work),
    onSuccess: (count, next) => {
      const name = users.find(({ id }) => id === next)?.name ?? '';
      undoable(t('ownership:transfer.done', { count, name }));
      onClose();
      onDone?.();
    },
  });
  const refused = fieldErrors(transfer.error).to;

  return (
    <Dialog opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== null && !transfer.isPending) transfer.mutate(to);
        }}
      >
        <Stack gap="md">
          <UserPicker
            autoFocus
            label={t('ownership:transfer.to')}
            placeholder={t('ownership:transfer.toHint')}
            people={users}
            value={to}
            onChange={setTo}
            nothingFound={t('common:nothingFound')}
            error={refused && fieldText(refused)}
          />
          <Radio.Group
            label={t('ownership:transfer.work')}
            value={work}
            onChange={(value) => setWork(WORK.find((known) => known === value) ?? 'goes')}
          >
            <Stack gap="xs" mt="xs">
              {WORK.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`ownership:transfer.${value}`)}
                  description={t(`ownership:transfer.${value}Hint`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Text size="sm" c="dimmed">
            {t('ownership:transfer.noted')}
          </Text>
          {transfer.error && commandError(transfer.error).kind !== 'invalid' && (
            <FailureNote {...errorText(transfer.error)} />
          )}
          <FormFoot
            words={{ save: t('ownership:transfer.confirm'), cancel: t('common:cancel') }}
            saving={transfer.isPending}
            waiting={to === null}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
