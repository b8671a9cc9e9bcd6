import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Count, Insights } from '@/bindings';
import { useFormat } from '@/i18n/format';
import { CountCard } from './CountCard';
import classes from './insights.module.css';
import { ParetoCard } from './ParetoCard';
import { ReturningCard } from './ReturningCard';
import { RevenueCard } from './RevenueCard';
import { RfmCard } from './RfmCard';
import { TopCard } from './TopCard';

/** What the purchases say, in one currency. */
export function PurchaseCards({ insights, currency }: { insights: Insights; currency: string }) {
  return (
    <div className={classes.cards}>
      <RevenueCard months={insights.months} currency={currency} />
      <ReturningCard months={insights.returning} />
      <TopCard top={insights.top} currency={currency} />
      <ParetoCard points={insights.pareto} gini={insights.gini} />
      <RfmCard cells={insights.rfm} currency={currency} />
    </div>
  );
}

/** Whom there is, by what they are. */
export function CustomerCards({ insights }: { insights: Insights }) {
  const { t, i18n } = useTranslation(['insights', 'customers']);
  const format = useFormat();
  const region = useCallback(
    ({ key, label }: Count) => label ?? (key === null ? t('insights:notSet') : format.region(key)),
    [format, t],
  );
  const word = useCallback(
    (group: 'level' | 'source', { key, label }: Count) => {
      if (key === null) return t('insights:notSet');
      const known = `customers:${group}.${key}`;
      return label ?? (i18n.exists(known) ? t(known) : key);
    },
    [i18n, t],
  );
  const level = useCallback((count: Count) => word('level', count), [word]);
  const source = useCallback((count: Count) => word('source', count), [word]);
  const owner = useCallback(
    ({ key, label }: Count) => label ?? (key === null ? t('customers:noOwner') : key),
    [t],
  );
  return (
    <div className={classes.cards}>
      <CountCard
        title={t('insights:byRegion')}
        dimension={t('customers:field.region')}
        counts={insights.byRegion}
        nameOf={region}
      />
      <CountCard
        title={t('insights:byOwner')}
        dimension={t('customers:field.owner')}
        counts={insights.byOwner}
        nameOf={owner}
      />
      <CountCard
        title={t('insights:byLevel')}
        dimension={t('customers:field.level')}
        counts={insights.byLevel}
        nameOf={level}
      />
      <CountCard
        title={t('insights:bySource')}
        dimension={t('customers:field.source')}
        counts={insights.bySource}
        nameOf={source}
      />
    </div>
  );
}
