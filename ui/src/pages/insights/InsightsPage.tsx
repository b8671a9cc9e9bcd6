import { Button } from '@mantine/core';
import { IconChartBar, IconFileImport, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Insights, InsightsQuery } from '@/bindings';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { StatusText } from '@/components/StatusSlot/StatusSlot';
import { CustomerCards, PurchaseCards } from '@/features/insights/Cards';
import { InsightsFilters } from '@/features/insights/InsightsFilters';
import { insightsQuery } from '@/features/insights/queries';
import { useErrorState } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';
import classes from './InsightsPage.module.css';

const route = getRouteApi('/insights');

export function InsightsPage() {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const errorState = useErrorState();
  const navigate = useNavigate();
  const { currency, owner, from, to } = route.useSearch();
  const query: InsightsQuery = {
    currency: currency ?? null,
    ownerId: owner ?? null,
    from: from ?? null,
    to: to ?? null,
  };
  const insights = useQuery(insightsQuery(query));
  useInsightsSeen();
  const show = (next: InsightsQuery) =>
    void navigate({
      to: '/insights',
      search: {
        currency: next.currency ?? undefined,
        owner: next.ownerId ?? undefined,
        from: next.from ?? undefined,
        to: next.to ?? undefined,
      },
      replace: true,
    });

  return (
    <PageFrame
      title={t('title')}
      actions={
        <InsightsFilters
          query={query}
          currencies={insights.data?.currencies ?? []}
          currency={insights.data?.currency ?? null}
          onChange={show}
        />
      }
    >
      {insights.isPending && <SkeletonRows label={t('loading')} rows={14} />}
      {insights.isError && (
        <ErrorState {...errorState(insights.error)} onRetry={() => void insights.refetch()} />
      )}
      {insights.isSuccess && (
        <>
          <StatusText>
            {t('counted', {
              count: insights.data.customers,
              shown: format.number(insights.data.customers),
            })}
          </StatusText>
          <InsightsBody insights={insights.data} />
        </>
      )}
    </PageFrame>
  );
}

/** Notes that the insights were opened once: one of the first steps. */
function useInsightsSeen() {
  const { insightsSeen } = usePreferences();
  const setPreferences = useSetPreferences();
  const note = useEffectEvent(() => setPreferences({ insightsSeen: true }));
  useEffect(() => {
    if (!insightsSeen) note();
  }, [insightsSeen]);
}

function InsightsBody({ insights }: { insights: Insights }) {
  const { t } = useTranslation('insights');
  const toImport = (target: string) => (
    <Button
      renderRoot={(props) => <Link to="/import" search={{ target }} {...props} />}
      variant="default"
      leftSection={<IconFileImport size={16} />}
    >
      {t('import')}
    </Button>
  );
  const bought = insights.currency !== null && insights.months.length > 0;
  if (insights.customers === 0 && !bought) {
    return (
      <EmptyState
        icon={<IconUsers size={28} stroke={1.5} />}
        title={t('empty')}
        hint={t('emptyHint')}
      >
        {toImport('customers')}
      </EmptyState>
    );
  }
  return (
    <>
      <h2 className={classes.heading}>{t('purchasesHeading')}</h2>
      {insights.currency !== null && bought ? (
        <PurchaseCards insights={insights} currency={insights.currency} />
      ) : (
        <EmptyState
          icon={<IconChartBar size={28} stroke={1.5} />}
          title={t('noPurchases')}
          hint={t('noPurchasesHint')}
        >
          {toImport('purchases')}
        </EmptyState>
      )}
      <h2 className={classes.heading}>{t('customersHeading')}</h2>
      <CustomerCards insights={insights} />
    </>
  );
}
