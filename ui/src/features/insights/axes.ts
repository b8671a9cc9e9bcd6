import type { ChartTheme } from '@/components/Chart/chart-theme';

/** Months along the bottom, as few labels as fit. */
export function monthAxis(theme: ChartTheme, months: readonly string[]) {
  return {
    type: 'category',
    data: months,
    axisLabel: { color: theme.faint, hideOverlap: true },
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
  };
}

/** A quiet axis of values. */
export function valueAxis(theme: ChartTheme, formatter: (value: number) => string) {
  return {
    type: 'value',
    axisLabel: { color: theme.faint, formatter },
    splitNumber: 4,
    splitLine: { lineStyle: { color: theme.line } },
  };
}

export const GRID = { left: 4, right: 8, top: 12, bottom: 4, containLabel: true };
