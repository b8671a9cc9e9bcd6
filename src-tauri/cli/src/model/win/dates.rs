//! Days of a column, whose order of day and month is read from all of its cells.

use chrono::{Datelike as _, NaiveDate};

/// The days of a column as numbers, `None` where a cell is empty or no date; or `None` if too few of the filled cells
/// are dates. 3/4/2026 is the 4th of March unless another cell of the column contradicts.
pub fn column(cells: &[String]) -> Option<Vec<Option<i32>>> {
    let day_first = cells.iter().filter_map(|c| slashed(c)).any(|(first, second, _)| first > 12 && second <= 12);
    let days: Vec<Option<i32>> = cells.iter().map(|cell| one(cell, day_first)).collect();
    let filled = cells.iter().filter(|c| !c.is_empty()).count();
    let read = days.iter().flatten().count();
    (read > 0 && read * 20 >= filled * 19).then_some(days)
}

/// One date of the command line.
pub fn argument(text: &str) -> Option<i32> {
    one(text.trim(), false)
}

/// The month and the day of the week, both from 0.
pub fn season(day: i32) -> (u32, u32) {
    NaiveDate::from_num_days_from_ce_opt(day)
        .map_or((0, 0), |date| (date.month0(), date.weekday().num_days_from_monday()))
}

/// As 2026-11-22.
pub fn show(day: i32) -> String {
    NaiveDate::from_num_days_from_ce_opt(day).map(|date| date.to_string()).unwrap_or_default()
}

fn one(cell: &str, day_first: bool) -> Option<i32> {
    if let Some((first, second, year)) = slashed(cell) {
        let (month, day) = if day_first { (second, first) } else { (first, second) };
        return number(year, month, day);
    }
    let date = cell.split(['T', ' ']).next()?;
    let date = date.strip_suffix('日').unwrap_or(date);
    let mut parts = date.split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    number(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Two numbers and a year: 3/4/2026.
fn slashed(cell: &str) -> Option<(u32, u32, i32)> {
    let mut parts = cell.split([' ', 'T']).next()?.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    (parts.next().is_none() && year.len() == 4 && first.len() <= 2).then_some((
        first.parse().ok()?,
        second.parse().ok()?,
        year.parse().ok()?,
    ))
}

fn number(year: i32, month: u32, day: u32) -> Option<i32> {
    NaiveDate::from_ymd_opt(year, month, day).map(|date| date.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cells: &[&str]) -> Vec<String> {
        let cells: Vec<String> = cells.iter().map(|c| (*c).to_owned()).collect();
        column(&cells).unwrap().into_iter().map(|day| day.map(show).unwrap_or_default()).collect()
    }

    #[test]
    fn the_order_of_day_and_month_is_read_from_the_column() {
        assert_eq!(shown(&["3/4/2026", "12/31/2026", ""]), ["2026-03-04", "2026-12-31", ""]);
        assert_eq!(shown(&["3/4/2026", "31/12/2026"]), ["2026-04-03", "2026-12-31"]);
        assert_eq!(shown(&["2026-03-04T10:00:00Z", "2026年3月4日"]), ["2026-03-04", "2026-03-04"]);
    }

    #[test]
    fn numbers_and_words_are_no_dates() {
        for cells in [["12.5", "3"], ["soon", "2026-01-01"], ["2026-02-30", "2026-13-01"]] {
            assert_eq!(column(&cells.map(str::to_owned)), None);
        }
        assert_eq!(argument("0.7"), None);
    }
}
