//! Dates as people and spreadsheets write them. `3/4/2024` is two dates: the whole column decides, or the user.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::plain;

/// How `3/4/2024` is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Only dates with the year first (and others that are plain) are dates.
    Iso,
    /// Month, day, year.
    Mdy,
    /// Day, month, year.
    Dmy,
}

/// A date with its parts still in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// Year, month, day.
    Plain(i32, u32, u32),
    /// Two numbers and a year.
    Slashed(u32, u32, i32),
}

/// Whether this is a date in one of the orders.
pub(crate) fn is_date(text: &str) -> bool {
    [DateOrder::Mdy, DateOrder::Dmy].into_iter().any(|order| parse(text, order).is_some())
}

/// The civil date; `None` for no date at all and for one that does not exist. A time behind it is left out.
pub(crate) fn parse(text: &str, order: DateOrder) -> Option<NaiveDate> {
    parse_moment(text, order).map(|moment| moment.date())
}

/// The date with its time, midnight when there is none.
pub(crate) fn parse_moment(text: &str, order: DateOrder) -> Option<NaiveDateTime> {
    let text = plain(text.trim());
    let (written, rest) = scan(&text)?;
    let (year, month, day) = match (written, order) {
        (Written::Plain(year, month, day), _) => (year, month, day),
        (Written::Slashed(month, day, year), DateOrder::Mdy) | (Written::Slashed(day, month, year), DateOrder::Dmy) => {
            (year, month, day)
        }
        (Written::Slashed(..), DateOrder::Iso) => return None,
    };
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1..=9999).contains(&year))?;
    Some(date.and_time(time(rest)?))
}

/// What a column says about the order of its parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// Dates with the year first, or with the month as a word.
    pub(crate) plain: u64,
    /// The second number is over 12.
    pub(crate) month_first: u64,
    /// The first number is over 12.
    pub(crate) day_first: u64,
    /// Both numbers may be months.
    pub(crate) either: u64,
}

impl Evidence {
    /// Counts one cell; false when it is no date.
    pub(crate) fn add(&mut self, text: &str) -> bool {
        if !is_date(text) {
            return false;
        }
        match scan(&plain(text.trim())).map(|(written, _)| written) {
            Some(Written::Slashed(first, second, _)) if first <= 12 && second <= 12 && first != second => {
                self.either += 1
            }
            Some(Written::Slashed(first, second, _)) if second > 12 && first <= 12 => self.month_first += 1,
            Some(Written::Slashed(first, second, _)) if first > 12 && second <= 12 => self.day_first += 1,
            _ => self.plain += 1,
        }
        true
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            plain: self.plain + other.plain,
            month_first: self.month_first + other.month_first,
            day_first: self.day_first + other.day_first,
            either: self.either + other.either,
        }
    }

    /// How many dates there are.
    pub(crate) fn total(self) -> u64 {
        self.plain + self.month_first + self.day_first + self.either
    }

    /// The order all these dates agree with; `None` when both would do and it matters.
    pub(crate) fn order(self) -> Option<DateOrder> {
        match (self.month_first, self.day_first, self.either) {
            (0, 0, 0) => Some(DateOrder::Iso),
            (0, 0, _) => None,
            (month, day, _) => Some(if month >= day { DateOrder::Mdy } else { DateOrder::Dmy }),
        }
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn scan(text: &str) -> Option<(Written, &str)> {
    let (first, rest) = part(text)?;
    if let (Part::Number(digits), false) = (&first, rest.starts_with(['-', '/', '.', '年', ' ', ','])) {
        // 20240131, with nothing or a time behind it.
        let compact = digits.len() == 8 && (rest.is_empty() || rest.starts_with('T'));
        return compact.then(|| {
            Some((
                Written::Plain(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?),
                rest,
            ))
        })?;
    }
    let separator = rest.chars().next()?;
    let (second, rest) = part(skip(rest))?;
    let same = rest.starts_with(separator) || (separator == '年' && rest.starts_with('月'));
    let (third, rest) = part(skip(rest))?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    let year = |digits: &str| (digits.len() == 4).then(|| digits.parse::<i32>().ok())?;
    let small = |digits: &str| (digits.len() <= 2).then(|| digits.parse::<u32>().ok())?;
    let written = match (first, second, third) {
        (Part::Number(y), Part::Number(m), Part::Number(d)) if y.len() == 4 && same && separator != ' ' => {
            Written::Plain(year(y)?, small(m)?, small(d)?)
        }
        (Part::Number(a), Part::Number(b), Part::Number(y)) if same && matches!(separator, '/' | '-') => {
            Written::Slashed(small(a)?, small(b)?, year(y)?)
        }
        // With dots the day stands first everywhere.
        (Part::Number(d), Part::Number(m), Part::Number(y)) if same && separator == '.' => {
            Written::Plain(year(y)?, small(m)?, small(d)?)
        }
        (Part::Number(d), Part::Month(m), Part::Number(y)) | (Part::Month(m), Part::Number(d), Part::Number(y)) => {
            Written::Plain(year(y)?, m, small(d)?)
        }
        _ => return None,
    };
    Some((written, rest))
}

enum Part<'a> {
    Number(&'a str),
    Month(u32),
}

/// The run of digits or the name of a month at the start.
fn part(text: &str) -> Option<(Part<'_>, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((Part::Number(&text[..digits]), &text[digits..]));
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text[..letters].to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| word.len() >= 3 && word.starts_with(month))?;
    Some((Part::Month(month as u32 + 1), &text[letters..]))
}

fn skip(text: &str) -> &str {
    let text = text.strip_prefix(['-', '/', '.', ',', '年', '月']).unwrap_or(text);
    text.trim_start()
}

/// What stands behind a date: nothing, or a time of day.
fn time(rest: &str) -> Option<NaiveTime> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(NaiveTime::MIN);
    }
    let rest = rest.strip_prefix('T').unwrap_or(rest).trim_end_matches('Z');
    let (rest, afternoon) = match () {
        () if rest.ends_with(['m', 'M']) => {
            let lower = rest.to_ascii_lowercase();
            let (clock, half) = (&rest[..rest.len().checked_sub(2)?], lower.get(rest.len() - 2..)?);
            (clock.trim(), Some(half == "pm").filter(|_| half == "am" || half == "pm")?)
        }
        () if rest.starts_with("上午") => (rest["上午".len()..].trim(), false),
        () if rest.starts_with("下午") => (rest["下午".len()..].trim(), true),
        () => return clock(&mut rest.split(':'), Some),
    };
    clock(&mut rest.split(':'), |hour| (1..=12).contains(&hour).then_some(hour % 12 + if afternoon { 12 } else { 0 }))
}

fn clock<'a>(parts: &mut impl Iterator<Item = &'a str>, hour_of: impl Fn(u32) -> Option<u32>) -> Option<NaiveTime> {
    let two = |text: &str| (text.len() <= 2).then(|| text.parse::<u32>().ok())?;
    let (hour, minute) = (hour_of(two(parts.next()?)?)?, two(parts.next()?)?);
    let second = match parts.next() {
        // Fractions of a second are below what anybody types.
        Some(seconds) => two(seconds.split('.').next()?)?,
        None => 0,
    };
    if parts.next().is_some() { None } else { NaiveTime::from_hms_opt(hour, minute, second) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, order, expected) in [
            ("2024-03-05", DateOrder::Iso, "2024-03-05"),
            ("2024/3/5", DateOrder::Iso, "2024-03-05"),
            ("2024.3.5", DateOrder::Iso, "2024-03-05"),
            ("20240305", DateOrder::Iso, "2024-03-05"),
            ("2024年3月5日", DateOrder::Iso, "2024-03-05"),
            ("２０２４年３月５号", DateOrder::Iso, "2024-03-05"),
            ("2024年3月5日 14:30", DateOrder::Iso, "2024-03-05"),
            ("3/5/2024", DateOrder::Mdy, "2024-03-05"),
            ("3/5/2024", DateOrder::Dmy, "2024-05-03"),
            ("03-05-2024", DateOrder::Mdy, "2024-03-05"),
            ("5.3.2024", DateOrder::Mdy, "2024-03-05"),
            ("5 Mar 2024", DateOrder::Iso, "2024-03-05"),
            ("March 5, 2024", DateOrder::Iso, "2024-03-05"),
            ("5-Mar-2024", DateOrder::Iso, "2024-03-05"),
            ("2024-03-05T00:00:00Z", DateOrder::Iso, "2024-03-05"),
            ("3/5/2024 2:30 PM", DateOrder::Mdy, "2024-03-05"),
        ] {
            assert_eq!(parse(text, order).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        let moment = parse_moment("2024-03-05 下午2:30", DateOrder::Iso).unwrap();
        assert_eq!(moment.to_string(), "2024-03-05 14:30:00");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "0000-00-00",
            "2024-02-30",
            "13/13/2024",
            "2024",
            "45000",
            "3/5/24",
            "12.5",
            "2024-03-05x",
            "2024-3/5",
            "1,234,5678",
            "Ada",
            "",
            "25:00",
            "2024-03-05 25:00",
            "年月日",
            "Mar",
        ] {
            for order in [DateOrder::Iso, DateOrder::Mdy, DateOrder::Dmy] {
                assert_eq!(parse(text, order), None, "{text}");
            }
        }
        assert_eq!(parse("3/5/2024", DateOrder::Iso), None);
    }

    #[test]
    fn the_whole_column_decides_the_order() {
        let order = |cells: &[&str]| {
            let mut evidence = Evidence::default();
            cells.iter().for_each(|cell| assert!(evidence.add(cell), "{cell}"));
            evidence.order()
        };
        assert_eq!(order(&["3/1/2017", "10/20/2016"]), Some(DateOrder::Mdy));
        assert_eq!(order(&["3/1/2017", "20/10/2016"]), Some(DateOrder::Dmy));
        assert_eq!(order(&["3/1/2017", "4/5/2017"]), None);
        assert_eq!(order(&["2017-03-01", "3/3/2017"]), Some(DateOrder::Iso));
        assert_eq!(order(&["2017-03-01", "3/4/2017"]), None);
    }
}
