import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RfmCell } from '@/bindings';
import type { EChartsOption } from '@/components/Chart/echarts';
import { useFormat } from '@/i18n/format';
import { ChartCard } from './ChartCard';

type RfmCardProps = { cells: readonly RfmCell[]; currency: string };

const HEIGHT = 260;
const STEPS = [1, 2, 3, 4, 5] as const;
/** Fewer customers than fifths say nothing. */
const ENOUGH = 5;

/** Who bought lately and often, in fifths: the upper right is the heart of the business. */
export function RfmCard({ cells, currency }: RfmCardProps) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const behind = (cell: RfmCell) => ({
    kind: 'list' as const,
    filter: cell.filter,
    title: t('rfmCell', { recency: cell.recency, frequency: cell.frequency }),
  });
  const most = Math.max(1, ...cells.map(({ customers }) => customers));
  const option = useMemo<EChartsOption>(
    () => (theme) => ({
      grid: { left: 4, right: 4, top: 4, bottom: 24, containLabel: true },
      tooltip: {
        trigger: 'item',
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const cell = cells[dataIndex];
          if (cell === undefined) return '';
          return t('rfmTip', {
            recency: cell.recency,
            frequency: cell.frequency,
            customers: format.number(cell.customers),
            money: format.money({ minor: cell.amountMinor, currency }),
          });
        },
      },
      xAxis: {
        type: 'category',
        data: STEPS.map((step) => t(`recency.${step}`)),
        name: t('recencyAxis'),
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: { color: theme.faint },
        axisLabel: { color: theme.faint, interval: 0 },
        axisLine: { show: false },
        axisTick: { show: false },
      },
      yAxis: {
        type: 'category',
        data: STEPS.map((step) => t(`frequency.${step}`)),
        axisLabel: { color: theme.faint },
        axisLine: { show: false },
        axisTick: { show: false },
      },
      visualMap: {
        show: false,
        min: 0,
        max: most,
        inRange: { color: [theme.surface, ...theme.ramp] },
      },
      series: [
        {
          type: 'heatmap',
          data: cells.map(({ recency, frequency, customers }) => ({
            value: [recency - 1, frequency - 1, customers],
            label: { color: customers > most * 0.55 ? theme.onAccent : theme.text },
          })),
          label: {
            show: true,
            formatter: ({ value }: { value: [number, number, number] }) =>
              value[2] === 0 ? '' : format.number(value[2]),
          },
          itemStyle: { borderColor: theme.line, borderWidth: 1 },
        },
      ],
    }),
    [cells, currency, most, format, t],
  );
  const buyers = cells.reduce((sum, { customers }) => sum + customers, 0);
  return (
    <ChartCard
      title={t('rfm')}
      says={t('rfmSays')}
      tooLittle={buyers < ENOUGH ? t('tooFewBuyers') : null}
      option={option}
      height={HEIGHT}
      wide
      behind={(_, index) => {
        const cell = cells[index];
        return cell === undefined || cell.customers === 0 ? null : behind(cell);
      }}
      figures={{
        columns: [
          { label: t('rfmGroup'), numeric: false },
          { label: t('recencyAxis'), numeric: false },
          { label: t('frequencyAxis'), numeric: false },
          { label: t('customers'), numeric: true },
          { label: t('amount'), numeric: true },
        ],
        rows: cells
          .filter(({ customers }) => customers > 0)
          .map((cell) => ({
            key: `${cell.recency}-${cell.frequency}`,
            cells: [
              t('rfmCell', { recency: cell.recency, frequency: cell.frequency }),
              t(`recency.${step(cell.recency)}`),
              t(`frequency.${step(cell.frequency)}`),
              format.number(cell.customers),
              format.money({ minor: cell.amountMinor, currency }),
            ],
            behind: behind(cell),
          })),
      }}
    />
  );
}

function step(fifth: number): (typeof STEPS)[number] {
  return STEPS.find((known) => known === fifth) ?? 1;
}
