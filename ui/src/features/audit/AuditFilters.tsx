import { Button, Pill, Select } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CivilDateInput } from '@/components/CivilDateInput/CivilDateInput';
import { UserPicker } from '@/components/UserPicker/UserPicker';
import { useFormat } from '@/i18n/format';
import { usersQuery } from '@/ipc/lookups';
import classes from './audit.module.css';
import { GROUP_NAMES, groupNamed } from './groups';
import { type AuditFilter, namedQuery } from './queries';

type AuditFiltersProps = {
  filter: AuditFilter;
  /** Parts that are `undefined` are taken out. */
  onFilter: (part: AuditFilter) => void;
};

/** Of whom, what, when and about what the audit is shown. */
export function AuditFilters({ filter, onFilter }: AuditFiltersProps) {
  const { t } = useTranslation(['audit', 'common']);
  const format = useFormat();
  const users = useQuery(usersQuery).data ?? [];
  const narrowed = Object.values(filter).some((part) => part !== undefined);
  return (
    <section className={classes.filters} aria-label={t('audit:filter.label')}>
      <UserPicker
        label={t('audit:filter.person')}
        placeholder={t('audit:filter.everybody')}
        people={users}
        value={filter.person ?? null}
        onChange={(person) => onFilter({ person: person ?? undefined })}
        nothingFound={t('common:nothingFound')}
      />
      <Select
        label={t('audit:filter.group')}
        placeholder={t('audit:filter.everything')}
        data={GROUP_NAMES.map((group) => ({ value: group, label: t(`audit:group.${group}`) }))}
        value={filter.group ?? null}
        onChange={(group) => onFilter({ group: groupNamed(group ?? undefined) })}
        clearable
      />
      <CivilDateInput
        label={t('audit:filter.from')}
        maxDate={filter.to ?? format.today()}
        value={filter.from ?? null}
        onChange={(from) => onFilter({ from: from ?? undefined })}
        clearable
      />
      <CivilDateInput
        label={t('audit:filter.to')}
        minDate={filter.from}
        maxDate={format.today()}
        value={filter.to ?? null}
        onChange={(to) => onFilter({ to: to ?? undefined })}
        clearable
      />
      {filter.record && (
        <OnlyRecord id={filter.record} onClear={() => onFilter({ record: undefined })} />
      )}
      {narrowed && (
        <Button
          variant="subtle"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() =>
            onFilter({
              person: undefined,
              group: undefined,
              from: undefined,
              to: undefined,
              record: undefined,
            })
          }
        >
          {t('audit:filter.clear')}
        </Button>
      )}
    </section>
  );
}

function OnlyRecord({ id, onClear }: { id: string; onClear: () => void }) {
  const { t } = useTranslation('audit');
  const users = useQuery(usersQuery).data;
  const user = users?.find((known) => known.id === id)?.name;
  const record = useQuery({ ...namedQuery(id), enabled: users !== undefined && !user }).data;
  const name = user ?? record?.name ?? t('gone');
  return (
    <Pill
      className={classes.pill}
      withRemoveButton
      removeButtonProps={{
        'aria-label': t('filter.recordClear'),
        tabIndex: 0,
        'aria-hidden': false,
      }}
      onRemove={onClear}
    >
      {t('filter.record', { name })}
    </Pill>
  );
}
