import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParetoPoint } from '@/bindings';
import type { EChartsOption } from '@/components/Chart/echarts';
import { useFormat } from '@/i18n/format';
import { GRID, valueAxis } from './axes';
import { ChartCard } from './ChartCard';

type ParetoCardProps = { points: readonly ParetoPoint[]; gini: number | null };

const HEIGHT = 240;
const FIFTH = 0.2;
const QUARTER = 0.25;

/** How unevenly the revenue is spread over those who bought. */
export function ParetoCard({ points, gini }: ParetoCardProps) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const option = useMemo<EChartsOption>(
    () => (theme) => ({
      grid: GRID,
      tooltip: {
        trigger: 'axis',
        formatter: (marks: { dataIndex: number }[]) => {
          const point = points[marks[0]?.dataIndex ?? 0];
          if (point === undefined) return '';
          return t('paretoTip', {
            customers: format.percent(point.customersShare),
            amount: format.percent(point.amountShare),
          });
        },
      },
      xAxis: {
        ...valueAxis(theme, (share) => format.percent(share)),
        max: 1,
        interval: QUARTER,
        splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: theme.line } },
      },
      yAxis: { ...valueAxis(theme, (share) => format.percent(share)), max: 1, interval: QUARTER },
      series: [
        {
          type: 'line',
          data: points.map(({ customersShare, amountShare }) => [customersShare, amountShare]),
          symbol: 'none',
          lineStyle: { color: theme.accent, width: 2 },
          areaStyle: { color: theme.accent, opacity: 0.12 },
        },
        {
          type: 'line',
          silent: true,
          symbol: 'none',
          data: [
            [0, 0],
            [1, 1],
          ],
          lineStyle: { color: theme.faint, type: 'dashed', width: 1 },
          tooltip: { show: false },
        },
      ],
    }),
    [points, format, t],
  );
  const fifth = points.find(({ customersShare }) => customersShare >= FIFTH);
  const spread = gini === null ? null : gini < 0.3 ? 'even' : gini < 0.6 ? 'uneven' : 'steep';
  return (
    <ChartCard
      title={t('pareto')}
      says={
        fifth === undefined || gini === null || spread === null
          ? undefined
          : t(`paretoSays.${spread}`, {
              customers: format.percent(fifth.customersShare),
              amount: format.percent(fifth.amountShare),
              gini: format.number(gini, 2),
            })
      }
      tooLittle={gini === null || points.length < 3 ? t('tooFewBuyers') : null}
      option={option}
      height={HEIGHT}
      behind={() => null}
      figures={{
        columns: [
          { label: t('customersShare'), numeric: true },
          { label: t('amountShare'), numeric: true },
        ],
        rows: points.map(({ customersShare, amountShare }) => ({
          key: String(customersShare),
          cells: [format.percent(customersShare, 1), format.percent(amountShare, 1)],
          behind: null,
        })),
      }}
    />
  );
}
