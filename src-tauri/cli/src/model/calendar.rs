//! Dates of files, and the even steps they make.

use chrono::{Datelike as _, NaiveDate};

use super::day;

/// A date as [`day::parse`] takes it, or 2026-11 for the first of a month, or 2026Q4 for the first of a quarter.
pub fn date(text: &str) -> Option<NaiveDate> {
    day::parse(text)
        .and_then(NaiveDate::from_num_days_from_ce_opt)
        .or_else(|| day::parse(&format!("{text}-01")).and_then(NaiveDate::from_num_days_from_ce_opt))
        .or_else(|| quarter(text))
}

/// 2026Q3 or 2026-Q3.
fn quarter(text: &str) -> Option<NaiveDate> {
    let (year, quarter) = text.split_once(['Q', 'q'])?;
    let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
    NaiveDate::from_ymd_opt(year.trim_end_matches('-').parse().ok()?, 3 * quarter - 2, 1)
}

/// Months since the year 0.
pub fn month(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

/// Days since 1 January 1970, which the festival is counted in.
pub fn since_1970(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) - 719_163
}

/// The first day of a month, in days since 1 January 1970.
pub fn first_of(month: i64) -> Option<i64> {
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    NaiveDate::from_ymd_opt(year, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1).map(since_1970)
}

/// Whether all dates are the same day of a month, or each the last of its month: then they count months.
pub fn counts_months(dates: &[NaiveDate]) -> bool {
    let same = dates.windows(2).all(|w| w[0].day() == w[1].day());
    let last = dates.iter().all(|date| date.succ_opt().is_none_or(|next| next.day() == 1));
    (same || last) && dates.windows(2).all(|w| month(w[0]) != month(w[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, expected) in [
            ("2026-11-22", "2026-11-22"),
            ("2026/1/2", "2026-01-02"),
            ("19970930", "1997-09-30"),
            ("2026-02", "2026-02-01"),
            ("2026Q3", "2026-07-01"),
            ("2026-Q4", "2026-10-01"),
        ] {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(["2026-02-30", "yesterday", "", "2026Q5"].map(date), [None; 4]);
    }

    #[test]
    fn days_and_months_count_from_where_they_say() {
        let new_year = date("1970-01-01").unwrap();
        assert_eq!((since_1970(new_year), month(new_year)), (0, 1970 * 12));
        assert_eq!(first_of(1970 * 12 + 2), Some(59));
    }

    #[test]
    fn ends_of_months_count_months() {
        let dates = |texts: &[&str]| texts.iter().filter_map(|text| date(text)).collect::<Vec<_>>();
        assert!(counts_months(&dates(&["2026-01-31", "2026-02-28", "2026-03-31"])));
        assert!(counts_months(&dates(&["2026-01-15", "2026-04-15"])));
        assert!(!counts_months(&dates(&["2026-01-01", "2026-01-08"])));
    }
}
