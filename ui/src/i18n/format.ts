import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant, Language, Money } from '@/bindings';
import type { CivilDate } from './moment';
import { PROVINCES } from './provinces';

const DAY_MS = 86_400_000;

/** The zone in which instants are shown; null = that of this computer. */
export const ZoneContext = createContext<string | null>(null);

function fractionDigits(currency: string): number {
  try {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    return options.maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Reads a civil date as noon UTC, so that no zone can move it to another day. */
function civil(date: CivilDate): Date {
  return new Date(`${date.slice(0, 10)}T12:00:00Z`);
}

export function makeFormat(language: Language, zone: string | null) {
  const zh = language === 'zh-CN';
  const timeZone = zone ?? undefined;
  const dateOptions: Intl.DateTimeFormatOptions = zh
    ? { year: 'numeric', month: '2-digit', day: '2-digit' }
    : { year: 'numeric', month: 'short', day: 'numeric' };
  const dates = new Intl.DateTimeFormat(language, { ...dateOptions, timeZone });
  const civils = new Intl.DateTimeFormat(language, { ...dateOptions, timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: zh ? 'long' : 'short',
    timeZone: 'UTC',
  });
  const clock: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
  const times = new Intl.DateTimeFormat(language, { ...clock, timeZone });
  const stamps = new Intl.DateTimeFormat(language, { ...dateOptions, ...clock, timeZone });
  const dayKeys = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const regions = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  const currencies = new Intl.DisplayNames(language, { type: 'currency', fallback: 'code' });
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });

  const moneyFormats = new Map<string, Intl.NumberFormat>();
  function moneyFormat(currency: string, compact: boolean, digits: number): Intl.NumberFormat {
    const key = `${currency}:${compact}:${digits}`;
    let format = moneyFormats.get(key);
    if (!format) {
      const shared: Intl.NumberFormatOptions = compact
        ? { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }
        : { minimumFractionDigits: digits, maximumFractionDigits: digits };
      format = new Intl.NumberFormat(language, { style: 'currency', currency, ...shared });
      moneyFormats.set(key, format);
    }
    return format;
  }

  /** Today in the zone, as a civil date. */
  const today = () => dayKeys.format(Date.now());

  function relativeDays(date: CivilDate): string {
    const days = Math.round((civil(date).getTime() - civil(today()).getTime()) / DAY_MS);
    const size = Math.abs(days);
    if (size < 14) return relative.format(days, 'day');
    if (size < 60) return relative.format(Math.round(days / 7), 'week');
    if (size < 730) return relative.format(Math.round(days / 30.44), 'month');
    return relative.format(Math.round(days / 365.25), 'year');
  }

  return {
    language,
    zone,
    today,
    /** 2026-11-22 or Nov 22, 2026; a masked one as it is. */
    date: (date: CivilDate) => {
      const day = civil(date);
      return Number.isNaN(day.getTime()) ? date : civils.format(day);
    },
    /** The day of an instant. */
    day: (at: Instant) => dates.format(at),
    time: (at: Instant) => times.format(at),
    dateTime: (at: Instant) => stamps.format(at),
    /** The civil date of an instant in the zone, for date inputs. */
    civilDate: (at: Instant): CivilDate => dayKeys.format(at),
    /** "yyyy-mm" as 2026年11月 or Nov 2026. */
    month: (month: string) => months.format(civil(`${month}-15`)),
    relativeDays,
    /** "3 days ago", "in 2 weeks", for an instant. */
    relative: (at: Instant) => relativeDays(dayKeys.format(at)),
    number: (value: number, fraction = 0) =>
      new Intl.NumberFormat(language, { maximumFractionDigits: fraction }).format(value),
    /** A number of which nobody knows what it counts: a year stays 2001, a sum reads 12,345. */
    figure: (value: number) =>
      new Intl.NumberFormat(language, { maximumFractionDigits: 4, useGrouping: 'min2' }).format(
        value,
      ),
    /** 1.2万 / 12K. */
    compact: (value: number) =>
      new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(
        value,
      ),
    percent: (share: number, fraction = 0) =>
      new Intl.NumberFormat(language, {
        style: 'percent',
        maximumFractionDigits: fraction,
      }).format(share),
    money: ({ minor, currency }: Money) => {
      const digits = fractionDigits(currency);
      return moneyFormat(currency, false, digits).format(minor / 10 ** digits);
    },
    moneyCompact: ({ minor, currency }: Money) => {
      const digits = fractionDigits(currency);
      return moneyFormat(currency, true, digits).format(minor / 10 ** digits);
    },
    /** The amount as a person would type it, for inputs: 1234.50. */
    moneyInput: ({ minor, currency }: Money) => {
      const digits = fractionDigits(currency);
      return (minor / 10 ** digits).toFixed(digits);
    },
    currencyName: (currency: string) => currencies.of(currency) ?? currency,
    bytes: (size: number) => {
      const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
      const step = Math.min(Math.floor(Math.log10(Math.max(size, 1)) / 3), steps.length - 1);
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: steps[step],
        unitDisplay: zh && step === 0 ? 'long' : 'short',
        maximumFractionDigits: step === 0 ? 0 : 1,
      }).format(size / 1000 ** step);
    },
    country: (code: string) => regions.of(code) ?? code,
    /** "CN-44" → 广东 / Guangdong, "DE" → 德国 / Germany, "US-CA" → California's code with its country. */
    region: (code: string) => {
      const [country = code, part] = code.split('-');
      const province = country === 'CN' && part ? PROVINCES[part.slice(0, 2)] : undefined;
      if (province) return province[zh ? 0 : 1];
      try {
        const name = regions.of(country) ?? country;
        return part ? `${name} ${part}` : name;
      } catch {
        return code;
      }
    },
    list: (items: readonly string[]) => lists.format(items),
  };
}

export type Format = ReturnType<typeof makeFormat>;

/** The formatter of the language on screen; changes with it. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const zone = useContext(ZoneContext);
  const language: Language = i18n.language === 'zh-CN' ? 'zh-CN' : 'en';
  return useMemo(() => makeFormat(language, zone), [language, zone]);
}
