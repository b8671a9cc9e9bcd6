import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartTheme } from './chart-theme';

use([
  BarChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

/** Options in terms of the theme: colours are only known once the element stands on the page. */
export type EChartsOption = (theme: ChartTheme) => EChartsCoreOption;

/** Draws and keeps the drawing as wide as its element; answers with how to take it away. */
export function draw(
  element: HTMLElement,
  theme: ChartTheme,
  option: EChartsOption,
  onMark: (seriesIndex: number, dataIndex: number) => void,
): () => void {
  const chart = init(element, null, { renderer: 'svg' });
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const { tooltip, ...rest } = option(theme);
  chart.setOption({
    animation: !still,
    animationDuration: 150,
    textStyle: { fontFamily: theme.font, color: theme.text, fontSize: 12 },
    // HTML tooltips carry style attributes, which the page's policy forbids.
    tooltip: {
      renderMode: 'richText',
      confine: true,
      transitionDuration: 0,
      backgroundColor: theme.surface,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontSize: 12 },
      ...(tooltip as object | undefined),
    },
    ...rest,
  });
  chart.on('click', (mark) => {
    if (mark.seriesIndex !== undefined) onMark(mark.seriesIndex, mark.dataIndex);
  });
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.dispose();
  };
}
