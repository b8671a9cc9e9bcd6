import { ActionIcon, CopyButton, SegmentedControl, Tooltip } from '@mantine/core';
import { IconChartBar, IconCheck, IconCopy, IconTable } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '@/components/Chart/Chart';
import type { EChartsOption } from '@/components/Chart/echarts';
import { FiguresTable } from './FiguresTable';
import { type Behind, type Figures, tsv } from './figures';
import classes from './insights.module.css';
import { SaveMenu } from './SaveMenu';

type ChartCardProps = {
  title: string;
  /** What the figures say, in a sentence. */
  says?: string;
  /** Why there is nothing to draw. */
  tooLittle?: string | null;
  option: EChartsOption;
  height: number;
  /** Takes the whole row. */
  wide?: boolean;
  figures: Figures;
  behind: (seriesIndex: number, dataIndex: number) => Behind;
};

/** A picture with its figures: each mark, and each row of the table, opens the list behind it. */
export function ChartCard(props: ChartCardProps) {
  const { title, says, tooLittle = null, option, height, wide, figures, behind } = props;
  const { t } = useTranslation(['insights', 'common']);
  const navigate = useNavigate();
  const heading = useId();
  const drawing = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<'chart' | 'table'>('chart');

  const open = (mark: Behind) => {
    if (mark === null) return;
    if (mark.kind === 'customer') {
      void navigate({ to: '/customers/$id', params: { id: mark.id } });
    } else {
      const { filter, title: name } = mark;
      void navigate({ to: '/customers', search: { filter, title: name } });
    }
  };

  return (
    <section className={wide ? classes.wide : classes.card} aria-labelledby={heading}>
      <header className={classes.head}>
        <h2 id={heading} className={classes.title}>
          {title}
        </h2>
        {tooLittle === null && (
          <div className={classes.tools}>
            {view === 'table' && (
              <CopyButton value={tsv(figures)}>
                {({ copied, copy }) => (
                  <Tooltip label={copied ? t('common:copied') : t('insights:copyTable')}>
                    <ActionIcon aria-label={t('insights:copyTable')} onClick={copy}>
                      {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                    </ActionIcon>
                  </Tooltip>
                )}
              </CopyButton>
            )}
            <SaveMenu title={title} figures={figures} drawing={drawing} drawn={view === 'chart'} />
            <SegmentedControl
              size="xs"
              aria-label={t('insights:shownAs', { title })}
              value={view}
              onChange={setView}
              data={[
                {
                  value: 'chart',
                  label: <IconChartBar size={16} aria-label={t('insights:chart')} role="img" />,
                },
                {
                  value: 'table',
                  label: <IconTable size={16} aria-label={t('insights:table')} role="img" />,
                },
              ]}
            />
          </div>
        )}
      </header>
      {tooLittle !== null ? (
        <p className={classes.tooLittle}>{tooLittle}</p>
      ) : (
        <>
          {says && <p className={classes.says}>{says}</p>}
          {view === 'chart' ? (
            <Chart
              ref={drawing}
              label={title}
              option={option}
              height={height}
              onMark={(series, index) => open(behind(series, index))}
            />
          ) : (
            <FiguresTable label={title} figures={figures} />
          )}
        </>
      )}
    </section>
  );
}
