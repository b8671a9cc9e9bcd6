//! Months of the calendar.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Months, NaiveDate};

/// A gap longer than this is a mistyped year, not a silence: it is not filled.
const LONGEST_GAP: i32 = 120;

/// A month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month(NaiveDate);

impl Month {
    /// The month of a day or a month as it is stored: `2024-02-29`, `2024-02`.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (year, month) = (text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?);
        NaiveDate::from_ymd_opt(year, month, 1).map(Self)
    }

    /// Its first day.
    pub(super) fn first(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub(super) fn last(self) -> NaiveDate {
        self.0.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(self.0)
    }

    fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    fn distance(self, later: Self) -> i32 {
        let number = |month: Self| month.0.year() * 12 + month.0.month0() as i32;
        number(later) - number(self)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.format("%Y-%m").fmt(f)
    }
}

/// The months and those between them, so that an axis shows silence as silence.
pub(super) fn without_gaps(known: impl IntoIterator<Item = Month>) -> Vec<Month> {
    let known: BTreeSet<Month> = known.into_iter().collect();
    let mut months: Vec<Month> = Vec::with_capacity(known.len());
    for month in known {
        if let Some(&last) = months.last()
            && last.distance(month) <= LONGEST_GAP
        {
            let mut between = last.next();
            while between < month {
                months.push(between);
                between = between.next();
            }
        }
        months.push(month);
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silent_months_are_filled_and_a_mistyped_year_is_not() {
        let months = ["2023-11", "2024-02", "9999-12", "0001-01"].map(|m| Month::of(m).unwrap());
        let filled: Vec<String> = without_gaps(months).iter().map(Month::to_string).collect();
        assert_eq!(filled, ["0001-01", "2023-11", "2023-12", "2024-01", "2024-02", "9999-12"]);
    }

    #[test]
    fn a_month_ends_where_the_next_begins() {
        assert_eq!(Month::of("2024-02-10").unwrap().last().to_string(), "2024-02-29");
        assert_eq!(Month::of("2023-12").unwrap().last().to_string(), "2023-12-31");
        assert_eq!(Month::of("2023-13"), None);
    }
}
