//! When gifts are given and when nobody works.

use chrono::{Days, NaiveDate};

/// First day of the Chinese year and Mid-Autumn, as the Hong Kong Observatory's calendar tables give them.
type Day = (u32, u32);

const YEARS: [(i32, Day, Day); 16] = [
    (2020, (1, 25), (10, 1)),
    (2021, (2, 12), (9, 21)),
    (2022, (2, 1), (9, 10)),
    (2023, (1, 22), (9, 29)),
    (2024, (2, 10), (9, 17)),
    (2025, (1, 29), (10, 6)),
    (2026, (2, 17), (9, 25)),
    (2027, (2, 6), (9, 15)),
    (2028, (1, 26), (10, 3)),
    (2029, (2, 13), (9, 22)),
    (2030, (2, 3), (9, 12)),
    (2031, (1, 23), (10, 1)),
    (2032, (2, 11), (9, 19)),
    (2033, (1, 31), (9, 8)),
    (2034, (2, 19), (9, 27)),
    (2035, (2, 8), (9, 16)),
];

/// How much more (or less) than usual is bought on a day.
pub(super) fn appetite(day: NaiveDate, gifts: bool) -> f64 {
    let mut factor = 1.0;
    for (year, spring, autumn) in YEARS {
        let date = |(month, day)| NaiveDate::from_ymd_opt(year, month, day);
        let (Some(spring), Some(autumn)) = (date(spring), date(autumn)) else { continue };
        if within(day, spring, 2, 9) || within(day, autumn, 0, 2) {
            return if gifts { 0.05 } else { 0.3 };
        }
        if within(day, spring, 30, 0) {
            factor = if gifts { 3.2 } else { 1.8 };
        } else if within(day, autumn, 24, 0) {
            factor = if gifts { 2.4 } else { 1.4 };
        }
    }
    factor
}

/// From `before` days before to `after` days after.
fn within(day: NaiveDate, feast: NaiveDate, before: u64, after: u64) -> bool {
    feast.checked_sub_days(Days::new(before)).is_some_and(|from| day >= from)
        && feast.checked_add_days(Days::new(after)).is_some_and(|to| day < to)
}
