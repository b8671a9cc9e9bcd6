import type { CivilDate } from '@/i18n/moment';

export type Period = 'all' | 'this_year' | 'last_12_months' | 'last_year' | 'custom';

export type Span = { from: CivilDate | null; to: CivilDate | null };

/** The days a named period covers, as of today; `all` and `custom` name none. */
export function spanOf(period: Period, today: CivilDate): Span {
  const year = Number(today.slice(0, 4));
  switch (period) {
    case 'all':
    case 'custom':
      return { from: null, to: null };
    case 'this_year':
      return { from: `${year}-01-01`, to: today };
    case 'last_year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    case 'last_12_months':
      // Whole months, so that the first bar is not a short one.
      return { from: `${year - 1}-${today.slice(5, 7)}-01`, to: today };
  }
}

/** Which named period a span is. */
export function periodOf(span: Span, today: CivilDate): Period {
  const named = (['all', 'this_year', 'last_12_months', 'last_year'] as const).find((period) => {
    const { from, to } = spanOf(period, today);
    return from === span.from && to === span.to;
  });
  return named ?? 'custom';
}
