import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RevenueMonth } from '@/bindings';
import type { EChartsOption } from '@/components/Chart/echarts';
import { useFormat } from '@/i18n/format';
import { GRID, monthAxis, valueAxis } from './axes';
import { ChartCard } from './ChartCard';

type RevenueCardProps = { months: readonly RevenueMonth[]; currency: string };

const HEIGHT = 240;

/** What customers bought month by month, in one currency. */
export function RevenueCard({ months, currency }: RevenueCardProps) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const money = (minor: number) => format.money({ minor, currency });
  const behind = (month: RevenueMonth) => ({
    kind: 'list' as const,
    filter: month.filter,
    title: t('boughtIn', { month: format.month(month.month) }),
  });
  const option = useMemo<EChartsOption>(
    () => (theme) => ({
      grid: GRID,
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: (marks: { dataIndex: number }[]) => {
          const point = months[marks[0]?.dataIndex ?? 0];
          if (point === undefined) return '';
          return t('revenueTip', {
            month: format.month(point.month),
            money: format.money({ minor: point.amountMinor, currency }),
            purchases: format.number(point.purchases),
            customers: format.number(point.customers),
          });
        },
      },
      xAxis: monthAxis(
        theme,
        months.map(({ month }) => month),
      ),
      yAxis: valueAxis(theme, (minor) => format.moneyCompact({ minor, currency })),
      series: [
        {
          type: 'bar',
          data: months.map(({ amountMinor }) => amountMinor),
          barMaxWidth: 24,
          itemStyle: { color: theme.accent, borderRadius: [3, 3, 0, 0] },
        },
      ],
    }),
    [months, currency, format, t],
  );
  return (
    <ChartCard
      title={t('revenue', { currency })}
      tooLittle={months.length < 2 ? t('tooFewMonths') : null}
      option={option}
      height={HEIGHT}
      behind={(_, index) => {
        const month = months[index];
        return month === undefined ? null : behind(month);
      }}
      figures={{
        columns: [
          { label: t('month'), numeric: false },
          { label: t('amount'), numeric: true },
          { label: t('purchases'), numeric: true },
          { label: t('customers'), numeric: true },
        ],
        rows: months.map((month) => ({
          key: month.month,
          cells: [
            format.month(month.month),
            money(month.amountMinor),
            format.number(month.purchases),
            format.number(month.customers),
          ],
          behind: behind(month),
        })),
      }}
    />
  );
}
