import { ActionIcon, Button, Table, UnstyledButton } from '@mantine/core';
import { IconPaperclip, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Attachment, ParentRef } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { EmptyState } from '@/components/States/EmptyState';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import classes from './FileList.module.css';
import { useAttach } from './use-attach';

type FileListProps = { parent: ParentRef; files: readonly Attachment[]; readOnly: boolean };

/** The files of a record, kept encrypted beside the database. */
export function FileList({ parent, files, readOnly }: FileListProps) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const attach = useAttach(parent);
  const save = useMutation({ mutationFn: (file: Attachment) => api.saveAttachment(file.id) });
  const remove = useMutation({
    mutationFn: (file: Attachment) => api.removeAttachment(file.id),
    onSuccess: (_, file) => undoable(t('file.removed', { name: file.fileName })),
  });
  const failed = attach.error ?? save.error ?? remove.error;
  const add = !readOnly && (
    <Button
      variant="default"
      leftSection={<IconPaperclip size={16} />}
      loading={attach.isPending}
      onClick={() => attach.mutate()}
    >
      {t('file.attach')}
    </Button>
  );

  if (files.length === 0) {
    return (
      <EmptyState
        icon={<IconPaperclip size={28} stroke={1.5} />}
        title={t('file.none')}
        hint={t('file.noneHint')}
      >
        {add}
        {failed && <FieldText text={errorText(failed).title} />}
      </EmptyState>
    );
  }
  return (
    <div className={classes.files}>
      {add}
      {failed && <FieldText text={errorText(failed).title} />}
      <Table highlightOnHover aria-label={t('tab.files')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('file.name')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('file.size')}
            </Table.Th>
            <Table.Th scope="col">{t('file.added')}</Table.Th>
            <Table.Th scope="col">{t('file.by')}</Table.Th>
            <Table.Th scope="col">
              <span className={classes.hidden}>{t('file.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.map((file) => (
            <Table.Tr key={file.id}>
              <Table.Td>
                <UnstyledButton
                  className={classes.name}
                  aria-label={t('file.save', { name: file.fileName })}
                  title={t('file.save', { name: file.fileName })}
                  onClick={() => save.mutate(file)}
                >
                  {file.fileName}
                </UnstyledButton>
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {format.bytes(file.sizeBytes)}
              </Table.Td>
              <Table.Td className="tabular">{format.dateTime(file.createdAt)}</Table.Td>
              <Table.Td>{file.createdBy?.name}</Table.Td>
              <Table.Td ta="right">
                {!readOnly && (
                  <ActionIcon
                    aria-label={t('file.remove', { name: file.fileName })}
                    onClick={() => remove.mutate(file)}
                  >
                    <IconTrash size={15} />
                  </ActionIcon>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
