import { ActionIcon, Table } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AuditEntry, Instant } from '@/bindings';
import { useFormat } from '@/i18n/format';
import type { CivilDate } from '@/i18n/moment';
import classes from './audit.module.css';
import { GroupIcon } from './GroupIcon';
import { groupOf } from './groups';
import type { AuditFilter, Named } from './queries';
import type { About, Line } from './use-line';

type AuditTableProps = {
  entries: readonly AuditEntry[];
  nameOf: (record: string) => Named | undefined;
  lineOf: (entry: AuditEntry) => Line;
  onFilter: (filter: Partial<AuditFilter>) => void;
};

/** The lines of the audit, the newest first, under their days. */
export function AuditTable({ entries, nameOf, lineOf, onFilter }: AuditTableProps) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const days = byDay(entries, format.civilDate);
  return (
    <Table
      className={classes.table}
      highlightOnHover
      stickyHeader
      verticalSpacing={6}
      horizontalSpacing="md"
      aria-label={t('title')}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('when')}</Table.Th>
          <Table.Th scope="col">{t('who')}</Table.Th>
          <Table.Th scope="col">{t('what')}</Table.Th>
          <Table.Th scope="col">{t('about')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      {days.map(([day, lines]) => (
        <Table.Tbody key={day}>
          <Table.Tr className={classes.day}>
            <Table.Th scope="rowgroup" colSpan={4}>
              {format.date(day)}
            </Table.Th>
          </Table.Tr>
          {lines.map((entry) => (
            <Row
              key={entry.seq}
              entry={entry}
              line={lineOf(entry)}
              nameOf={nameOf}
              onFilter={onFilter}
            />
          ))}
        </Table.Tbody>
      ))}
    </Table>
  );
}

function byDay(entries: readonly AuditEntry[], dayOf: (at: Instant) => CivilDate) {
  const days = new Map<CivilDate, AuditEntry[]>();
  for (const entry of entries) {
    const day = dayOf(entry.at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

type RowProps = {
  entry: AuditEntry;
  line: Line;
  nameOf: AuditTableProps['nameOf'];
  onFilter: AuditTableProps['onFilter'];
};

function Row({ entry, line, nameOf, onFilter }: RowProps) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const group = groupOf(entry.op);
  return (
    <Table.Tr data-group={group}>
      <Table.Td className="tabular">
        <time dateTime={new Date(entry.at).toISOString()} title={format.dateTime(entry.at)}>
          {format.time(entry.at)}
        </time>
      </Table.Td>
      <Table.Td>{entry.actor?.name ?? t('someone')}</Table.Td>
      <Table.Td>
        <span className={classes.what}>
          {group && <GroupIcon group={group} />}
          {line.what}
        </span>
      </Table.Td>
      <Table.Td>
        <AboutCell about={line.about} nameOf={nameOf} onRecord={(record) => onFilter({ record })} />
      </Table.Td>
    </Table.Tr>
  );
}

type AboutCellProps = {
  about: About;
  nameOf: AuditTableProps['nameOf'];
  onRecord: (id: string) => void;
};

function AboutCell({ about, nameOf, onRecord }: AboutCellProps) {
  if (about === null) return null;
  if ('record' in about) {
    return <RecordLink id={about.record} known={nameOf(about.record)} onRecord={onRecord} />;
  }
  if ('person' in about) {
    return (
      <span className={classes.about}>
        <Link className={classes.link} to="/settings/$section" params={{ section: 'people' }}>
          {about.person}
        </Link>
        <Only name={about.person} onClick={() => onRecord(about.id)} />
      </span>
    );
  }
  return <span>{about.name}</span>;
}

type RecordLinkProps = { id: string; known: Named | undefined; onRecord: (id: string) => void };

function RecordLink({ id, known, onRecord }: RecordLinkProps) {
  const { t } = useTranslation('audit');
  if (!known) return <span className={classes.soft}>{t('gone')}</span>;
  return (
    <span className={classes.about}>
      <Link
        className={classes.link}
        to={known.kind === 'customer' ? '/customers/$id' : '/contacts/$id'}
        params={{ id }}
      >
        {known.name}
      </Link>
      <Only name={known.name} onClick={() => onRecord(id)} />
    </span>
  );
}

function Only({ name, onClick }: { name: string; onClick: () => void }) {
  const { t } = useTranslation('audit');
  const label = t('filter.only', { name });
  return (
    <ActionIcon
      size={24}
      className={classes.only}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <IconFilter size={14} />
    </ActionIcon>
  );
}
