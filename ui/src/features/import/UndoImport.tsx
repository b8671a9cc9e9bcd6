import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog/Dialog';
import { FailureNote } from '@/components/States/FailureNote';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';

type UndoImportProps = { tx: number; onClose: () => void; onUndone: () => void };

/** Says what taking an import back would do, and does it when asked. */
export function UndoImport({ tx, onClose, onUndone }: UndoImportProps) {
  const { t } = useTranslation(['import', 'common']);
  const format = useFormat();
  const errorText = useErrorText();
  const preview = useQuery({
    queryKey: ['undo-preview', tx],
    queryFn: () => api.undoPreview(tx),
    // What was edited in the meantime changes the answer.
    staleTime: 0,
    gcTime: 0,
  });
  const undo = useMutation({ mutationFn: () => api.undoTx(tx), onSuccess: onUndone });
  const failed = undo.error ?? preview.error;
  return (
    <Dialog opened onClose={onClose} title={t('import:undo.title')}>
      <Stack gap="md">
        {preview.isPending && <SkeletonRows label={t('import:undo.looking')} rows={3} />}
        {failed && <FailureNote {...errorText(failed)} />}
        {preview.isSuccess && (
          <div>
            <p>
              {t('import:undo.takes', {
                count: preview.data.targets,
                records: format.number(preview.data.targets),
                rows: format.number(preview.data.rows),
              })}
            </p>
            {preview.data.leftTotal > 0 && (
              <p>
                {t('import:undo.leaves', {
                  count: preview.data.leftTotal,
                  left: format.number(preview.data.leftTotal),
                })}
              </p>
            )}
          </div>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            color="red.9"
            disabled={!preview.isSuccess}
            loading={undo.isPending}
            onClick={() => undo.mutate()}
          >
            {t('import:undo.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
