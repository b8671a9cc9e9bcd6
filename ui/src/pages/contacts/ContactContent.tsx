import { useMemo } from 'react';
import type { ContactRecord, ParentRef } from '@/bindings';
import type { Commit } from '@/components/InlineEdit/use-inline-edit';
import { FileList } from '@/features/attachments/FileList';
import { HistoryTab } from '@/features/history/HistoryTab';
import { NoteEditor } from '@/features/note/NoteEditor';
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
  const { tab, open } = useRecordTabs(TABS, asked);
  const parent: ParentRef = { kind: 'contact', id: contact.id };
  return (
    <RecordTabs
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
              commit={commitOf('note')}
            />
          ),
        },
        {
          name: 'files',
          count: contact.attachments.length,
          content: <FileList parent={parent} files={contact.attachments} readOnly={readOnly} />,
        },
        { name: 'history', content: <ContactHistory contact={contact} /> },
      ]}
    />
  );
}

function ContactHistory({ contact }: { contact: ContactRecord }) {
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
  return <HistoryTab root={contact.id} record={record} />;
}
