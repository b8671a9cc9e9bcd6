import { ActionIcon, CopyButton } from '@mantine/core';
import {
  IconCheck,
  IconCopy,
  IconMapPin,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Address, ParentRef } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { LockNote } from '@/components/Display/LockNote';
import { Section } from '@/components/Section/Section';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { divisionsQuery } from '@/ipc/lookups';
import { objectOf } from '@/ipc/reveal';
import { useRights } from '@/ipc/rights';
import { AddressForm } from './AddressForm';
import { addressLines } from './address-lines';
import classes from './reach.module.css';

type AddressListProps = { parent: ParentRef; addresses: Address[]; readOnly: boolean };

/** Addresses, each written in the order of its country. */
export function AddressList({ parent, addresses, readOnly: fixed }: AddressListProps) {
  const { t } = useTranslation(['record', 'rights']);
  const rule = useRights().field(objectOf(parent.kind), 'address');
  const readOnly = fixed || rule !== undefined;
  const [editing, setEditing] = useState<string | 'new' | null>(null);
  const close = () => setEditing(null);
  if (rule === 'hidden') return null;
  return (
    <Section
      title={t('record:address.title')}
      action={
        !readOnly && (
          <ActionIcon aria-label={t('record:address.add')} onClick={() => setEditing('new')}>
            <IconPlus size={16} />
          </ActionIcon>
        )
      }
    >
      {addresses.length === 0 && editing !== 'new' && (
        <p className={classes.none}>{t('record:address.none')}</p>
      )}
      <ul className={classes.list}>
        {addresses.map((address) =>
          editing === address.id ? (
            <li key={address.id}>
              <AddressForm parent={parent} address={address} onDone={close} />
            </li>
          ) : (
            <AddressItem
              key={address.id}
              address={address}
              readOnly={readOnly}
              onEdit={() => setEditing(address.id)}
            />
          ),
        )}
      </ul>
      {!fixed && rule && addresses.length > 0 && <LockNote text={t(`rights:locked.${rule}`)} />}
      {editing === 'new' && <AddressForm parent={parent} address={null} onDone={close} />}
    </Section>
  );
}

type AddressItemProps = { address: Address; readOnly: boolean; onEdit: () => void };

function AddressItem({ address, readOnly, onEdit }: AddressItemProps) {
  const { t } = useTranslation(['record', 'common']);
  const format = useFormat();
  const undoable = useUndoToast();
  const errorText = useErrorText();
  const divisions = useQuery(divisionsQuery).data;
  const byCode = useMemo(
    () => new Map((divisions ?? []).map((node) => [node.code, node])),
    [divisions],
  );
  const lines = addressLines(address, byCode, format.country(address.country));
  const line = lines.join(' ');
  const remove = useMutation({
    mutationFn: () => api.removeAddress(address.id),
    onSuccess: () => undoable(t('record:address.removed')),
  });
  return (
    <li className={classes.item}>
      <IconMapPin size={16} stroke={1.6} className={classes.icon} aria-hidden />
      <div className={classes.main}>
        {address.label && <div className={classes.label}>{address.label}</div>}
        <p className={`${classes.lines} selectable`}>{lines.join('\n')}</p>
        {remove.isError && <FieldText text={errorText(remove.error).title} />}
      </div>
      <div className={classes.actions}>
        <CopyButton value={line}>
          {({ copied, copy }) => (
            <ActionIcon
              aria-label={copied ? t('common:copied') : t('record:address.copy')}
              onClick={copy}
            >
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          )}
        </CopyButton>
        {!readOnly && (
          <>
            <ActionIcon aria-label={t('record:address.edit', { line })} onClick={onEdit}>
              <IconPencil size={15} />
            </ActionIcon>
            <ActionIcon
              aria-label={t('record:address.remove', { line })}
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </>
        )}
      </div>
    </li>
  );
}
