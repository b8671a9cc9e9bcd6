import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TopCustomer } from '@/bindings';
import type { EChartsOption } from '@/components/Chart/echarts';
import { useFormat } from '@/i18n/format';
import { ChartCard } from './ChartCard';

type TopCardProps = { top: readonly TopCustomer[]; currency: string };

const DRAWN = 10;
const BAR = 26;

/** The customers who bought most, and how much of everything they are. */
export function TopCard({ top, currency }: TopCardProps) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const drawn = useMemo(() => top.slice(0, DRAWN), [top]);
  const option = useMemo<EChartsOption>(
    () => (theme) => ({
      grid: { left: 4, right: 72, top: 4, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'item',
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const customer = drawn[dataIndex];
          if (customer === undefined) return '';
          return t('topTip', {
            name: customer.name,
            share: format.percent(customer.share, 1),
            cumulative: format.percent(customer.cumulative, 1),
          });
        },
      },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: drawn.map(({ name }) => name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: theme.text, width: 180, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          data: drawn.map(({ amountMinor }) => amountMinor),
          barWidth: 16,
          itemStyle: { color: theme.accent, borderRadius: [0, 3, 3, 0] },
          label: {
            show: true,
            position: 'right',
            color: theme.faint,
            formatter: ({ value }: { value: number }) =>
              format.moneyCompact({ minor: value, currency }),
          },
        },
      ],
    }),
    [drawn, currency, format, t],
  );
  const last = drawn.at(-1);
  return (
    <ChartCard
      title={t('top')}
      says={
        last === undefined
          ? undefined
          : t('topSays', { count: drawn.length, share: format.percent(last.cumulative) })
      }
      tooLittle={top.length === 0 ? t('none') : null}
      option={option}
      height={drawn.length * BAR + 8}
      behind={(_, index) => {
        const customer = drawn[index];
        return customer === undefined ? null : { kind: 'customer', id: customer.id };
      }}
      figures={{
        columns: [
          { label: t('customer'), numeric: false },
          { label: t('amount'), numeric: true },
          { label: t('share'), numeric: true },
          { label: t('cumulative'), numeric: true },
        ],
        rows: top.map(({ id, name, amountMinor, share, cumulative }) => ({
          key: id,
          cells: [
            name,
            format.money({ minor: amountMinor, currency }),
            format.percent(share, 1),
            format.percent(cumulative, 1),
          ],
          behind: { kind: 'customer', id },
        })),
      }}
    />
  );
}
