import { ActionIcon, Anchor, Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconBuildingPlus,
  IconDots,
  IconListSearch,
  IconPaperclip,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRecord, ParentRef } from '@/bindings';
import { useCommands } from '@/components/Commands/Commands';
import { FieldText } from '@/components/Display/FieldText';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { useRemember } from '@/components/Recent/recent';
import { RecordLayout } from '@/components/RecordLayout/RecordLayout';
import { useAttach } from '@/features/attachments/use-attach';
import { ConsentSection } from '@/features/consent/ConsentSection';
import { ContactFacts } from '@/features/contact-record/ContactFacts';
import { ContactHeader } from '@/features/contact-record/ContactHeader';
import { ContactNotice } from '@/features/contact-record/ContactNotice';
import { ContactOrigin } from '@/features/contact-record/ContactOrigin';
import { contactNeighboursQuery } from '@/features/contact-record/queries';
import { useFate } from '@/features/contact-record/use-fate';
import { CustomFields } from '@/features/custom-fields/CustomFields';
import { LinkedCustomers } from '@/features/links/LinkedCustomers';
import { PreferenceList } from '@/features/preferences/PreferenceList';
import { PersonRights } from '@/features/privacy/PersonRights';
import { AddressList } from '@/features/reach/AddressList';
import { MethodList } from '@/features/reach/MethodList';
import { TagBar } from '@/features/tagging/TagBar';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';
import { currentList } from '@/pages/list/current-list';
import { useEditCommand } from '@/pages/record/edit-command';
import { RecordPager } from '@/pages/record/RecordPager';
import { useCommit } from '@/pages/record/use-commit';
import { ContactContent } from './ContactContent';

type ContactViewProps = { contact: ContactRecord; tab: string | undefined };

export function ContactView({ contact, tab }: ContactViewProps) {
  const { t } = useTranslation(['record', 'ownership', 'common']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { id } = contact;
  const parent: ParentRef = { kind: 'contact', id };
  const locked = useReadOnly();
  const rights = useRights();
  const gone = locked || contact.deletedAt !== null;
  const edits = !locked && rights.may('contacts', 'edit');
  const readOnly = gone || !edits;
  const deletes = !locked && rights.may('contacts', 'delete');
  const fate = useFate(id);
  const attach = useAttach(parent);
  const [linking, setLinking] = useState(false);
  const audits = rights.may('audit', 'see');
  const showAudit = () => void navigate({ to: '/audit', search: { record: id } });
  const list = currentList('contact');
  const neighbours = useQuery(contactNeighboursQuery(list.query, id)).data;
  useRemember({ kind: 'contact', id, title: contact.name });
  useEditCommand();
  const commitOf = useCommit(async (patches) => {
    await api.updateContact(id, patches);
    await client.invalidateQueries({ queryKey: ['contact', id] });
  });
  const act = (name: string, label: string, enabled: boolean, run: () => void) => ({
    id: `record.${name}`,
    label,
    group: t('group'),
    enabled,
    run,
  });
  useCommands([
    act('customer', t('link.addCustomer'), !readOnly, () => setLinking(true)),
    act('attach', t('file.attach'), !readOnly, () => attach.mutate()),
    contact.archivedAt === null
      ? act('archive', t('common:archive'), !readOnly, fate.archive)
      : act('unarchive', t('common:unarchive'), !readOnly, fate.unarchive),
    act('audit', t('ownership:audit'), audits, showAudit),
    act('delete', t('contact.delete'), deletes && !gone, fate.remove),
  ]);
  const failed = fate.error ?? attach.error;

  return (
    <PageFrame
      title={contact.name}
      fixed
      lead={
        <>
          <Anchor component={Link} to="/contacts">
            {t('contact.many')}
          </Anchor>
          <RecordPager
            neighbours={neighbours}
            list={list.title}
            onGo={(other) =>
              void navigate({ to: '/contacts/$id', params: { id: other }, search: { tab } })
            }
          />
        </>
      }
      actions={
        <>
          {!readOnly && (
            <Button
              variant="default"
              leftSection={<IconBuildingPlus size={16} />}
              onClick={() => setLinking(true)}
            >
              {t('link.addCustomer')}
            </Button>
          )}
          {(!readOnly || audits || (deletes && !gone)) && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={t('more')}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {!readOnly && (
                  <Menu.Item
                    leftSection={<IconPaperclip size={16} />}
                    onClick={() => attach.mutate()}
                  >
                    {t('file.attach')}
                  </Menu.Item>
                )}
                {audits && (
                  <Menu.Item leftSection={<IconListSearch size={16} />} onClick={showAudit}>
                    {t('ownership:audit')}
                  </Menu.Item>
                )}
                {!readOnly && contact.archivedAt === null && (
                  <Menu.Item leftSection={<IconArchive size={16} />} onClick={fate.archive}>
                    {t('common:archive')}
                  </Menu.Item>
                )}
                {!readOnly && contact.archivedAt !== null && (
                  <Menu.Item leftSection={<IconArchiveOff size={16} />} onClick={fate.unarchive}>
                    {t('common:unarchive')}
                  </Menu.Item>
                )}
                {deletes && !gone && (
                  <>
                    <Menu.Divider />
                    <Menu.Item
                      color="red"
                      leftSection={<IconTrash size={16} />}
                      onClick={fate.remove}
                    >
                      {t('contact.delete')}
                    </Menu.Item>
                  </>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      }
    >
      <ContactNotice
        contact={contact}
        mayEdit={edits || locked || rights.user === undefined}
        onRestore={deletes ? fate.restore : null}
        onUnarchive={edits ? fate.unarchive : null}
        onAllow={edits ? () => void commitOf('doNotContact')('false') : null}
      />
      {failed && <FieldText text={errorText(failed).title} />}
      <ContactHeader
        contact={contact}
        readOnly={readOnly}
        commitOf={commitOf}
        tags={<TagBar parent={parent} tags={contact.tags} readOnly={readOnly} />}
      />
      <RecordLayout
        name="contact"
        words={{ properties: t('properties'), content: t('content'), related: t('related') }}
        properties={
          <>
            <MethodList parent={parent} methods={contact.methods} readOnly={readOnly} mayReveal />
            <ContactFacts contact={contact} readOnly={readOnly} commitOf={commitOf} />
            <CustomFields
              entity="contact"
              values={contact.fields}
              readOnly={readOnly}
              commitOf={commitOf}
            />
            <AddressList parent={parent} addresses={contact.addresses} readOnly={readOnly} />
            <PreferenceList parent={parent} preferences={contact.preferences} readOnly={readOnly} />
            <ConsentSection parent={parent} files={contact.attachments} readOnly={readOnly} />
            <PersonRights parent={parent} name={contact.name} readOnly={locked} />
            <ContactOrigin contact={contact} />
          </>
        }
        content={
          <ContactContent contact={contact} readOnly={readOnly} asked={tab} commitOf={commitOf} />
        }
        related={
          <LinkedCustomers
            contactId={id}
            customers={contact.customers}
            readOnly={readOnly}
            adding={linking}
            onAdding={setLinking}
          />
        }
      />
    </PageFrame>
  );
}
