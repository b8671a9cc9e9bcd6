import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Purchasing } from '@/bindings';
import { Chart } from '@/components/Chart/Chart';
import type { EChartsOption } from '@/components/Chart/echarts';
import { useFormat } from '@/i18n/format';
import { everyMonth } from './months';
import classes from './purchases.module.css';

const HEIGHT = 200;

/** What a customer bought month by month, one currency at a time. */
export function MonthsChart({ purchasing }: { purchasing: Purchasing }) {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  const currencies = purchasing.totals.map(({ currency }) => currency);
  const [chosen, setChosen] = useState<string | null>(null);
  const currency = chosen !== null && currencies.includes(chosen) ? chosen : currencies[0];
  const months = useMemo(
    () => (currency === undefined ? [] : everyMonth(purchasing.months, currency)),
    [purchasing.months, currency],
  );
  const option = useMemo<EChartsOption>(
    () => (theme) => ({
      grid: { left: 8, right: 8, top: 12, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: (marks: { dataIndex: number }[]) => {
          const point = months[marks[0]?.dataIndex ?? 0];
          if (point === undefined) return '';
          const money = format.money({ minor: point.amountMinor, currency: point.currency });
          return t('monthTip', {
            month: format.month(point.month),
            money,
            count: point.purchases,
          });
        },
      },
      xAxis: {
        type: 'category',
        data: months.map(({ month }) => month),
        axisLabel: { color: theme.faint, hideOverlap: true },
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        axisLabel: {
          color: theme.faint,
          formatter: (minor: number) => format.moneyCompact({ minor, currency: currency ?? 'CNY' }),
        },
        splitNumber: 3,
        splitLine: { lineStyle: { color: theme.line } },
      },
      series: [
        {
          type: 'bar',
          data: months.map(({ amountMinor }) => amountMinor),
          itemStyle: { color: theme.accent, borderRadius: [2, 2, 0, 0] },
          barMaxWidth: 20,
        },
      ],
    }),
    [months, currency, format, t],
  );
  if (months.length < 2 || currency === undefined) return null;
  return (
    <section className={classes.months} aria-label={t('months')}>
      <div className={classes.monthsHead}>
        <h3>{t('months')}</h3>
        {currencies.length > 1 && (
          <SegmentedControl
            size="xs"
            data={currencies}
            value={currency}
            onChange={setChosen}
            aria-label={t('currency')}
          />
        )}
      </div>
      <Chart label={t('monthsLabel', { currency })} option={option} height={HEIGHT} />
    </section>
  );
}
