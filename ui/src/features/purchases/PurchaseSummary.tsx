import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Purchasing } from '@/bindings';
import { useFormat } from '@/i18n/format';
import classes from './purchases.module.css';

const TRENDS = {
  rising: IconArrowUpRight,
  steady: IconArrowRight,
  falling: IconArrowDownRight,
} as const;

/** What the purchases of a customer come to: sums, rhythm, silence, direction. */
export function PurchaseSummary({ purchasing }: { purchasing: Purchasing }) {
  const { t } = useTranslation('purchases');
  const format = useFormat();
  const { totals, usualIntervalDays, intervalSpreadDays, daysSilent, trend } = purchasing;
  const days = (count: number) =>
    t('days', { count: Math.round(count), shown: format.number(count) });
  const overdue =
    daysSilent !== null &&
    usualIntervalDays !== null &&
    daysSilent > usualIntervalDays + 2 * (intervalSpreadDays ?? 0);
  const Trend = trend === 'too_little_data' ? null : TRENDS[trend];

  return (
    <dl className={classes.summary}>
      {totals.map((total) => (
        <Fact
          key={total.currency}
          label={t('total', { currency: total.currency })}
          note={t('totalNote', {
            count: total.purchases,
            from: format.date(total.firstOn),
            to: format.date(total.lastOn),
          })}
        >
          {format.money(total.amount)}
        </Fact>
      ))}
      <Fact
        label={t('interval')}
        note={
          usualIntervalDays === null
            ? t('intervalUnknown')
            : intervalSpreadDays === null
              ? undefined
              : t('intervalSpread', { days: days(intervalSpreadDays) })
        }
      >
        {usualIntervalDays === null ? '–' : days(usualIntervalDays)}
      </Fact>
      <Fact label={t('silent')} note={overdue ? t('silentLong') : undefined} warn={overdue}>
        {daysSilent === null ? '–' : days(daysSilent)}
      </Fact>
      <Fact label={t('trend')} note={Trend === null ? t('trendUnknown') : undefined}>
        {Trend === null ? (
          '–'
        ) : (
          <span className={classes.trend}>
            <Trend size={20} aria-hidden />
            {t(`trendWord.${trend}`)}
          </span>
        )}
      </Fact>
    </dl>
  );
}

type FactProps = { label: string; note?: string; warn?: boolean; children: ReactNode };

function Fact({ label, note, warn = false, children }: FactProps) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
      {note !== undefined && <dd className={warn ? classes.warn : classes.note}>{note}</dd>}
    </div>
  );
}
