import { IconPhoneOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRow } from '@/bindings';
import { TextEditor } from '@/components/DataGrid/TextEditor';
import type { GridColumn } from '@/components/DataGrid/types';
import { Initials } from '@/components/Display/Initials';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import classes from './ContactList.module.css';

export const USUAL_COLUMNS = [
  'name',
  'customers',
  'role',
  'title',
  'department',
  'phone',
  'email',
  'updated_at',
];

/** Every column the list of contacts can show, in the language on screen. */
export function useContactColumns(): GridColumn<ContactRow>[] {
  const { t } = useTranslation('contacts');
  const f = useFormat();
  const rights = useRights();
  const phone = rights.field('contacts', 'phone');
  const email = rights.field('contacts', 'email');
  return useMemo(() => {
    const plain = (
      field: string,
      key: string,
      width: number,
      text: (row: ContactRow) => string | null,
    ): GridColumn<ContactRow> => ({
      field,
      title: t(`field.${key}`),
      width,
      sortable: true,
      text: (row) => text(row) ?? '',
    });
    const line = (field: 'title' | 'department', width: number): GridColumn<ContactRow> => ({
      ...plain(field, field, width, (row) => row[field]),
      edit: (row, edit) => (
        <TextEditor label={t(`field.${field}`)} value={row[field] ?? ''} edit={edit} />
      ),
    });
    const columns: GridColumn<ContactRow>[] = [
      {
        ...plain('name', 'name', 200, (row) => row.name),
        grows: true,
        edit: (row, edit) => <TextEditor label={t('field.name')} value={row.name} edit={edit} />,
        cell: (row) => (
          <span className={classes.name}>
            <Initials id={row.id} name={row.name} />
            <span className={classes.text}>{row.name}</span>
            {row.doNotContact && (
              <IconPhoneOff
                className={classes.silent}
                size={14}
                role="img"
                aria-label={t('doNotContact')}
              />
            )}
          </span>
        ),
      },
      plain('customers', 'customer', 230, (row) => row.customer?.name ?? null),
      { ...plain('role', 'role', 110, (row) => row.role), sortable: false },
      line('title', 140),
      line('department', 120),
      {
        ...plain('phone', 'phone', 140, (row) => row.phone),
        sortable: phone !== 'masked',
        cell: (row) =>
          phone === 'masked'
            ? row.phone
            : row.phone && (
                <Reach
                  text={row.phone}
                  link={`tel:${row.phone.replace(/[^\d+]/g, '')}`}
                  label={t('call', { value: row.phone })}
                />
              ),
      },
      {
        ...plain('email', 'email', 200, (row) => row.email),
        sortable: email !== 'masked',
        cell: (row) =>
          email === 'masked'
            ? row.email
            : row.email && (
                <Reach
                  text={row.email}
                  link={`mailto:${row.email}`}
                  label={t('write', { value: row.email })}
                />
              ),
      },
      plain('created_at', 'createdAt', 120, (row) => f.day(row.createdAt)),
      plain('updated_at', 'updatedAt', 120, (row) => f.day(row.updatedAt)),
    ];
    return columns.filter(
      ({ field }) =>
        !(field === 'phone' && phone === 'hidden') && !(field === 'email' && email === 'hidden'),
    );
  }, [t, f, phone, email]);
}

function Reach({ text, link, label }: { text: string; link: string; label: string }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.reach}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        void api.openLink(link);
      }}
    >
      {text}
    </button>
  );
}
