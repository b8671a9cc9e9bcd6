import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewReturning } from '@/bindings';
import type { EChartsOption } from '@/components/Chart/echarts';
import { useFormat } from '@/i18n/format';
import { GRID, monthAxis, valueAxis } from './axes';
import { ChartCard } from './ChartCard';

const HEIGHT = 240;

/** Who bought for the first time, and who came back, month by month. */
export function ReturningCard({ months }: { months: readonly NewReturning[] }) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const list = (filter: string, title: string) => ({ kind: 'list' as const, filter, title });
  const cameBack = (month: NewReturning) =>
    list(month.returningFilter, t('returningIn', { month: format.month(month.month) }));
  const firstTime = (month: NewReturning) =>
    list(month.newFilter, t('newIn', { month: format.month(month.month) }));
  const option = useMemo<EChartsOption>(
    () => (theme) => ({
      grid: { ...GRID, top: 32 },
      legend: {
        top: 0,
        left: 0,
        itemWidth: 12,
        itemHeight: 12,
        textStyle: { color: theme.text },
        selectedMode: false,
      },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: (marks: { dataIndex: number }[]) => {
          const point = months[marks[0]?.dataIndex ?? 0];
          if (point === undefined) return '';
          return t('returningTip', {
            month: format.month(point.month),
            fresh: format.number(point.newCustomers),
            returning: format.number(point.returningCustomers),
          });
        },
      },
      xAxis: monthAxis(
        theme,
        months.map(({ month }) => month),
      ),
      yAxis: { ...valueAxis(theme, (count) => format.number(count)), minInterval: 1 },
      series: [
        {
          type: 'bar',
          stack: 'customers',
          name: t('returning'),
          data: months.map(({ returningCustomers }) => returningCustomers),
          barMaxWidth: 24,
          itemStyle: { color: theme.second, borderColor: theme.surface, borderWidth: 1 },
        },
        {
          type: 'bar',
          stack: 'customers',
          name: t('new'),
          data: months.map(({ newCustomers }) => newCustomers),
          itemStyle: { color: theme.accent, borderColor: theme.surface, borderWidth: 1 },
        },
      ],
    }),
    [months, format, t],
  );
  return (
    <ChartCard
      title={t('newVersusReturning')}
      tooLittle={months.length < 2 ? t('tooFewMonths') : null}
      option={option}
      height={HEIGHT}
      behind={(series, index) => {
        const month = months[index];
        if (month === undefined) return null;
        return series === 0 ? cameBack(month) : firstTime(month);
      }}
      figures={{
        columns: [
          { label: t('month'), numeric: false },
          { label: t('new'), numeric: true },
          { label: t('returning'), numeric: true },
        ],
        rows: months.map((month) => ({
          key: month.month,
          cells: [
            format.month(month.month),
            format.number(month.newCustomers),
            format.number(month.returningCustomers),
          ],
          behind: null,
          cellsBehind: [null, firstTime(month), cameBack(month)],
        })),
      }}
    />
  );
}
