import { Button } from '@mantine/core';
import { IconDownload, IconLock, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { EmptyState } from '@/components/States/EmptyState';
import { FailureNote } from '@/components/States/FailureNote';
import { AuditFilters } from '@/features/audit/AuditFilters';
import { AuditList } from '@/features/audit/AuditList';
import { CheckLog } from '@/features/audit/CheckLog';
import { groupNamed } from '@/features/audit/groups';
import { type AuditFilter, rolesQuery } from '@/features/audit/queries';
import { useLine } from '@/features/audit/use-line';
import { useSave } from '@/features/audit/use-save';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';

import classes from './AuditPage.module.css';

const route = getRouteApi('/audit');

/** Who did what that no record tells. For those who may read it. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const rights = useRights();
  if (rights.user === undefined) return <PageFrame title={t('title')} />;
  if (!rights.may('audit', 'see')) {
    return (
      <PageFrame title={t('title')}>
        <EmptyState
          icon={<IconLock size={32} stroke={1.5} />}
          title={t('forbidden.title')}
          hint={t('forbidden.hint')}
        />
      </PageFrame>
    );
  }
  return (
    <Audit mayExport={rights.may('audit', 'export')} seesRoles={rights.may('people', 'see')} />
  );
}

function Audit({ mayExport, seesRoles }: { mayExport: boolean; seesRoles: boolean }) {
  const { t } = useTranslation('audit');
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { person, group, from, to, record } = route.useSearch();
  const filter: AuditFilter = { person, group: groupNamed(group), from, to, record };
  const roles = useQuery({ ...rolesQuery, enabled: seesRoles }).data;
  const roleOf = useCallback(
    (id: string) => {
      const role = roles?.find((known) => known.id === id);
      return role?.name ?? role?.code ?? undefined;
    },
    [roles],
  );
  const lineOf = useLine(roleOf);
  const save = useSave(filter, lineOf);
  const check = useMutation({ mutationFn: () => api.checkAudit() });
  const narrow = (part: AuditFilter) =>
    void navigate({ to: '/audit', search: { ...filter, ...part }, replace: true });

  return (
    <PageFrame
      title={t('title')}
      actions={
        <>
          {mayExport && (
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              {t('saveCsv')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconShieldCheck size={16} aria-hidden />}
            loading={check.isPending}
            onClick={() => check.mutate()}
          >
            {t('check.act')}
          </Button>
        </>
      }
    >
      {check.error && <FailureNote {...errorText(check.error)} />}
      {check.data && <CheckLog flaws={check.data} onClose={check.reset} />}
      <p className={classes.lead}>{t('lead')}</p>
      <AuditFilters filter={filter} onFilter={narrow} />
      <AuditList filter={filter} lineOf={lineOf} onFilter={narrow} />
    </PageFrame>
  );
}
