//! Days as the models count them.

use chrono::{Datelike as _, NaiveDate};

/// The number of a day. Takes 2026-11-22, 2026/11/22, 2026.11.22, 2026年11月22日, 20261122, and any of them with a time
/// behind it.
pub fn parse(text: &str) -> Option<i32> {
    let text = text.trim();
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    let date = date.strip_suffix('日').unwrap_or(date);
    let mut parts = date.split(['-', '/', '.', '年', '月']);
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || !first.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = match (second, third) {
        (Some(month), Some(day)) if first.len() == 4 => (first, month, day),
        (None, None) if first.len() == 8 => (&first[..4], &first[4..6], &first[6..]),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).map(|d| d.num_days_from_ce())
}

/// The day as 2026-11-22; none beyond the year 9999, which no calendar writes like that.
pub fn show(day: i32) -> Option<String> {
    NaiveDate::from_num_days_from_ce_opt(day).filter(|date| date.year() <= 9999).map(|date| date.to_string())
}

/// A day as an option of the command line.
pub fn argument(text: &str) -> Result<i32, String> {
    parse(text).ok_or_else(|| format!("{text} is not a date such as 2026-11-22"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_their_common_forms() {
        let day = parse("2026-11-22").unwrap();
        for text in
            ["2026/11/22", "2026.11.22", "20261122", " 2026-11-22T08:30:00Z", "2026-11-22 08:30", "2026年11月22日"]
        {
            assert_eq!(parse(text), Some(day), "{text}");
        }
        assert_eq!(show(day).unwrap(), "2026-11-22");
        assert_eq!(parse("2026-1-5").and_then(show).unwrap(), "2026-01-05");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "2026-02-30", "22/11/2026", "11.22", "2026-11-22-1", "soon", "二〇二六年", "-20261122", "2026112"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
