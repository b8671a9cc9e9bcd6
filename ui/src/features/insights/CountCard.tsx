import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Count } from '@/bindings';
import type { EChartsOption } from '@/components/Chart/echarts';
import { useFormat } from '@/i18n/format';
import { ChartCard } from './ChartCard';

type CountCardProps = {
  title: string;
  /** What the customers are counted by. */
  dimension: string;
  counts: readonly Count[];
  nameOf: (count: Count) => string;
};

/** The longest bars a card has room for; the table has them all. */
const DRAWN = 12;
const BAR = 26;

/** Customers counted by one of their properties, as bars. */
export function CountCard({ title, dimension, counts, nameOf }: CountCardProps) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const marks = useMemo(
    () =>
      counts.map((count) => {
        const name = nameOf(count);
        return {
          key: count.key ?? '',
          name,
          count: count.count,
          behind: {
            kind: 'list' as const,
            filter: count.filter,
            title: t('behind', { dimension, value: name }),
          },
        };
      }),
    [counts, nameOf, dimension, t],
  );
  const total = marks.reduce((sum, { count }) => sum + count, 0);
  const drawn = useMemo(() => marks.slice(0, DRAWN), [marks]);
  const option = useMemo<EChartsOption>(
    () => (theme) => ({
      grid: { left: 4, right: 48, top: 4, bottom: 4, containLabel: true },
      tooltip: { show: false },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: drawn.map(({ name }) => name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: theme.text, width: 120, overflow: 'truncate' },
      },
      series: [
        {
          type: 'bar',
          data: drawn.map(({ count }) => count),
          barWidth: 16,
          itemStyle: { color: theme.accent, borderRadius: [0, 3, 3, 0] },
          label: {
            show: true,
            position: 'right',
            color: theme.faint,
            formatter: ({ value }: { value: number }) => format.number(value),
          },
        },
      ],
    }),
    [drawn, format],
  );
  return (
    <ChartCard
      title={title}
      says={
        marks.length > DRAWN
          ? t('firstOf', { shown: format.number(DRAWN), all: format.number(marks.length) })
          : undefined
      }
      tooLittle={total === 0 ? t('none') : null}
      option={option}
      height={drawn.length * BAR + 8}
      behind={(_, index) => drawn[index]?.behind ?? null}
      figures={{
        columns: [
          { label: dimension, numeric: false },
          { label: t('customers'), numeric: true },
          { label: t('share'), numeric: true },
        ],
        rows: marks.map(({ key, name, count, behind }) => ({
          key,
          cells: [name, format.number(count), total === 0 ? '' : format.percent(count / total, 1)],
          behind,
        })),
      }}
    />
  );
}
