import { useComputedColorScheme } from '@mantine/core';
import { type RefObject, useEffect, useRef } from 'react';
import classes from './Chart.module.css';
import { chartTheme } from './chart-theme';
import type { EChartsOption } from './echarts';

type ChartProps = {
  /** The element that holds the drawing, for whoever wants a picture of it. */
  ref?: RefObject<HTMLDivElement | null>;
  /** What the picture shows, for those who do not see it; the table beside it has the figures. */
  label: string;
  option: EChartsOption;
  height: number;
  /** The mark with this index in its series was chosen. */
  onMark?: (seriesIndex: number, dataIndex: number) => void;
};

/** A picture of numbers, drawn as SVG in the colours of the page. The library arrives with the first one. */
export function Chart({ ref, label, option, height, onMark }: ChartProps) {
  const own = useRef<HTMLDivElement>(null);
  const host = ref ?? own;
  const chosen = useRef(onMark);
  chosen.current = onMark;
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let dispose: (() => void) | undefined;
    let gone = false;
    void import('./echarts').then(({ draw }) => {
      if (gone) return;
      dispose = draw(element, chartTheme(element, scheme), option, (series, index) =>
        chosen.current?.(series, index),
      );
    });
    return () => {
      gone = true;
      dispose?.();
    };
  }, [host, option, scheme]);

  return (
    <div
      ref={host}
      className={classes.chart}
      role="img"
      aria-label={label}
      // The height belongs to the number of marks, which only the caller knows.
      style={{ height }}
    />
  );
}
