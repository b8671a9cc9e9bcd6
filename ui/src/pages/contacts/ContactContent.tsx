import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRecord, ParentRef } from '@/bindings';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { FileList } from '@/features/attachments/FileList';
import { HistoryTab } from '@/features/history/HistoryTab';
import { NoteEditor } from '@/features/note/NoteEditor';
import { useRights } from '@/ipc/rights';
import { useWorkspace } from '@/ipc/workspace';
import { RecordTabs } from '@/pages/record/RecordTabs';
import { type RecordTab, useRecordTabs } from '@/pages/record/tabs';

const TABS: readonly RecordTab[] = ['notes', 'files', 'history'];

type ContactContentProps = {
  contact: ContactRecord;
  readOnly: boolean;
  /** The tab the URL asks for. */
  asked: string | undefined;
  commitOf: (field: string) => Commit<string | null>;
};

export function ContactContent({ contact, readOnly, asked, commitOf }: ContactContentProps) {
  const { t } = useTranslation('rights');
  const noteRule = useRights().field('contacts', 'note');
  const shown = TABS.filter((name) => name !== 'notes' || noteRule !== 'hidden');
  const { tab, open } = useRecordTabs(shown, asked);
  const parent: ParentRef = { kind: 'contact', id: contact.id };
  return (
    <RecordTabs
      shown={shown}
      tab={tab}
      onOpen={open}
      tabs={[
        {
          name: 'notes',
          content: (
            <NoteEditor
              record={parent}
              note={contact.note}
              readOnly={readOnly}
              lock={readOnly || !noteRule ? undefined : t(`locked.${noteRule}`)}
              commit={commitOf('note')}
            />
          ),
        },
        {
          name: 'files',
          count: contact.attachments.length,
          content: <FileList parent={parent} files={contact.attachments} readOnly={readOnly} />,
        },
        { name: 'history', content: <ContactHistory contact={contact} readOnly={readOnly} /> },
      ]}
    />
  );
}

function ContactHistory(props: { contact: ContactRecord; readOnly: boolean }) {
  const { contact, readOnly } = props;
  const workspace = useWorkspace();
  const record = useMemo(
    () => ({
      names: new Map([
        [contact.id, contact.name],
        ...contact.customers.map(({ customerId, name }) => [customerId, name] as const),
      ]),
      currencies: new Map<string, string>(),
      baseCurrency: workspace?.baseCurrency ?? 'CNY',
    }),
    [contact, workspace],
  );
  return <HistoryTab root={contact.id} record={record} readOnly={readOnly} />;
}
