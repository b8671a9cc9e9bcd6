import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Purchasing } from '@/bindings';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { lastMonths } from './months';
import classes from './PurchasePeek.module.css';

const MONTHS = 24;
const BAR = 8;
const GAP = 2;
const HEIGHT = 36;

/** What they bought in all, how often, and the last two years month by month. */
export function PurchasePeek({ customerId }: { customerId: string }) {
  const { data } = useQuery({
    queryKey: ['purchasing', customerId],
    queryFn: () => api.purchasing(customerId),
    meta: reads('purchases', 'customers'),
  });
  return data ? <Bought purchasing={data} /> : null;
}

function Bought({ purchasing }: { purchasing: Purchasing }) {
  const { t } = useTranslation('customers');
  const f = useFormat();
  const { totals, months, usualIntervalDays, daysSilent } = purchasing;
  if (totals.length === 0) return <p className={classes.soft}>{t('peek.noPurchases')}</p>;
  const recent = lastMonths(months, MONTHS);
  const most = Math.max(1, ...recent.map((month) => month.purchases));
  const [first, last] = [recent.at(0), recent.at(-1)];
  return (
    <div className={classes.purchasing}>
      {totals.map((total) => (
        <p key={total.currency} className={classes.total}>
          <strong>{f.money(total.amount)}</strong>
          <span className={classes.soft}>
            {t('peek.purchases', { count: total.purchases })} ·{' '}
            {t('peek.between', { from: f.date(total.firstOn), to: f.date(total.lastOn) })}
          </span>
        </p>
      ))}
      {first && last && (
        <svg
          className={classes.spark}
          role="img"
          aria-label={t('peek.months', { from: f.month(first.month), to: f.month(last.month) })}
          viewBox={`0 0 ${recent.length * (BAR + GAP)} ${HEIGHT}`}
          width={recent.length * (BAR + GAP)}
          height={HEIGHT}
        >
          {recent.map((month, at) => {
            const height = Math.max(1, (month.purchases / most) * HEIGHT);
            return (
              <rect
                key={month.month}
                x={at * (BAR + GAP)}
                y={HEIGHT - height}
                width={BAR}
                height={height}
                rx={1}
              >
                <title>{`${f.month(month.month)}: ${f.number(month.purchases)}`}</title>
              </rect>
            );
          })}
        </svg>
      )}
      {usualIntervalDays !== null && (
        <p className={classes.soft}>
          {t('peek.every', { days: f.number(usualIntervalDays) })}
          {daysSilent !== null && ` · ${t('peek.silent', { days: f.number(daysSilent) })}`}
        </p>
      )}
    </div>
  );
}
