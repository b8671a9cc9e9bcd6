//! Days and spans told from today, resolved when a list is asked for.

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, NaiveTime, TimeZone as _, Weekday};
use chrono_tz::Tz;

use super::operators::Relative;
use crate::clock::Instant;

/// What "today" and "this week" mean to whoever asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calendar {
    pub(crate) now: Instant,
    pub(crate) zone: Tz,
    pub(crate) week_start: Weekday,
}

/// A condition on a day or a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum When {
    On(NaiveDate),
    Before(NaiveDate),
    After(NaiveDate),
    /// Both ends included.
    Between(NaiveDate, NaiveDate),
    Relative(Relative),
    /// Ends today.
    LastDays(u32),
    /// Begins today.
    NextDays(u32),
    MoreThanDaysAgo(u32),
}

/// Days, both ends included; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: Option<NaiveDate>,
}

impl Calendar {
    fn today(&self) -> NaiveDate {
        self.now.date_in(self.zone)
    }

    /// The days that satisfy the condition.
    pub(crate) fn days(&self, when: &When) -> Span {
        let today = self.today();
        let closed = |from, to| Span { from: Some(from), to: Some(to) };
        let until = |to| Span { from: None, to: Some(to) };
        match when {
            When::On(day) => closed(*day, *day),
            When::Before(day) => until(shifted(*day, -1)),
            When::After(day) => Span { from: Some(shifted(*day, 1)), to: None },
            When::Between(from, to) => closed(*from, *to),
            When::LastDays(n) => closed(shifted(today, 1 - i64::from(*n)), today),
            When::NextDays(n) => closed(today, shifted(today, i64::from(*n) - 1)),
            When::MoreThanDaysAgo(n) => until(shifted(today, -i64::from(*n) - 1)),
            When::Relative(relative) => match *relative {
                Relative::Overdue => until(shifted(today, -1)),
                Relative::Day(n) => closed(shifted(today, n.into()), shifted(today, n.into())),
                Relative::Week(n) => {
                    let first = today.week(self.week_start).checked_first_day().unwrap_or(today);
                    let first = shifted(first, 7 * i64::from(n));
                    closed(first, shifted(first, 6))
                }
                Relative::Month(n) => months(today.with_day0(0).unwrap_or(today), n, 1),
                Relative::Quarter(n) => months(quarter(today), 3 * n, 3),
                Relative::Year(n) => months(NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today), 12 * n, 12),
            },
        }
    }

    /// The moments that satisfy the condition: from the first one included to the last one excluded.
    pub(crate) fn moments(&self, when: &When) -> (Option<Instant>, Option<Instant>) {
        if matches!(when, When::Relative(Relative::Overdue)) {
            return (None, Some(self.now));
        }
        let days = self.days(when);
        (days.from.map(|day| self.start_of(day)), days.to.map(|day| self.start_of(shifted(day, 1))))
    }

    /// The first moment of a civil day. Where clocks skip midnight, that is the moment they skip to.
    fn start_of(&self, day: NaiveDate) -> Instant {
        let mut local = day.and_time(NaiveTime::MIN);
        // No zone has ever skipped more than a day.
        for _ in 0..=96 {
            if let Some(moment) = self.zone.from_local_datetime(&local).earliest() {
                return Instant::from_ms(moment.timestamp_millis());
            }
            local += chrono::TimeDelta::minutes(15);
        }
        Instant::from_ms(DateTime::<chrono::Utc>::from_naive_utc_and_offset(local, chrono::Utc).timestamp_millis())
    }
}

/// Days at the end of the calendar stay where they are.
fn shifted(day: NaiveDate, by: i64) -> NaiveDate {
    let days = Days::new(by.unsigned_abs());
    let moved = if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) };
    moved.unwrap_or(day)
}

fn months(first: NaiveDate, by: i32, length: u32) -> Span {
    let amount = Months::new(by.unsigned_abs());
    let from =
        if by < 0 { first.checked_sub_months(amount) } else { first.checked_add_months(amount) }.unwrap_or(first);
    let to = from.checked_add_months(Months::new(length)).map_or(from, |next| shifted(next, -1));
    Span { from: Some(from), to: Some(to) }
}

fn quarter(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(now: &str, zone: Tz) -> Calendar {
        let now = Instant::from_ms(DateTime::parse_from_rfc3339(now).unwrap().timestamp_millis());
        Calendar { now, zone, week_start: Weekday::Mon }
    }

    fn days(calendar: &Calendar, when: &When) -> String {
        let span = calendar.days(when);
        let show = |day: Option<NaiveDate>| day.map_or("…".to_owned(), |d| d.to_string());
        format!("{} {}", show(span.from), show(span.to))
    }

    #[test]
    fn relative_days_follow_the_zone() {
        // The same moment is Monday in Shanghai and Sunday in New York.
        let now = "2026-03-01T20:00:00Z";
        let shanghai = calendar(now, Tz::Asia__Shanghai);
        let new_york = calendar(now, Tz::America__New_York);
        for (relative, east, west) in [
            (Relative::Day(0), "2026-03-02 2026-03-02", "2026-03-01 2026-03-01"),
            (Relative::Day(-1), "2026-03-01 2026-03-01", "2026-02-28 2026-02-28"),
            (Relative::Day(1), "2026-03-03 2026-03-03", "2026-03-02 2026-03-02"),
            (Relative::Week(0), "2026-03-02 2026-03-08", "2026-02-23 2026-03-01"),
            (Relative::Week(-1), "2026-02-23 2026-03-01", "2026-02-16 2026-02-22"),
            (Relative::Week(1), "2026-03-09 2026-03-15", "2026-03-02 2026-03-08"),
            (Relative::Month(-1), "2026-02-01 2026-02-28", "2026-02-01 2026-02-28"),
            (Relative::Month(1), "2026-04-01 2026-04-30", "2026-04-01 2026-04-30"),
            (Relative::Quarter(0), "2026-01-01 2026-03-31", "2026-01-01 2026-03-31"),
            (Relative::Quarter(-1), "2025-10-01 2025-12-31", "2025-10-01 2025-12-31"),
            (Relative::Year(-1), "2025-01-01 2025-12-31", "2025-01-01 2025-12-31"),
            (Relative::Overdue, "… 2026-03-01", "… 2026-02-28"),
        ] {
            let when = When::Relative(relative);
            assert_eq!(
                (days(&shanghai, &when).as_str(), days(&new_york, &when).as_str()),
                (east, west),
                "{relative:?}"
            );
        }
        assert_eq!(days(&shanghai, &When::LastDays(7)), "2026-02-24 2026-03-02");
        assert_eq!(days(&shanghai, &When::NextDays(1)), "2026-03-02 2026-03-02");
        assert_eq!(days(&shanghai, &When::MoreThanDaysAgo(90)), "… 2025-12-01");
        let sunday_first = Calendar { week_start: Weekday::Sun, ..shanghai };
        assert_eq!(days(&sunday_first, &When::Relative(Relative::Week(0))), "2026-03-01 2026-03-07");
    }

    #[test]
    fn a_day_of_moments_is_as_long_as_the_clock_says() {
        let hours = |zone, day| {
            let on = When::On(day);
            let (from, to) = calendar("2026-01-01T00:00:00Z", zone).moments(&on);
            (to.unwrap().ms() - from.unwrap().ms()) / 3_600_000
        };
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(hours(Tz::Asia__Shanghai, day(2026, 3, 8)), 24);
        assert_eq!(hours(Tz::America__New_York, day(2026, 3, 8)), 23);
        assert_eq!(hours(Tz::America__New_York, day(2026, 11, 1)), 25);
        // Midnight does not exist on this day in Santiago.
        assert_eq!(hours(Tz::America__Santiago, day(2024, 9, 8)), 23);
        // Samoa skipped a whole day.
        assert!(hours(Tz::Pacific__Apia, day(2011, 12, 29)) > 0);
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_overflow() {
        let calendar = calendar("2026-01-01T00:00:00Z", Tz::UTC);
        for when in [
            When::LastDays(u32::MAX),
            When::NextDays(u32::MAX),
            When::MoreThanDaysAgo(u32::MAX),
            When::After(NaiveDate::MAX),
            When::Before(NaiveDate::MIN),
        ] {
            let _ = (calendar.days(&when), calendar.moments(&when));
        }
    }
}
