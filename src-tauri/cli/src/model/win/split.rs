//! Which closed cases are learned from, and which are predicted.

use std::str::FromStr;

use serde_json::{Value, json};

use super::columns::Table;
use super::dates;
use super::outcomes::Outcomes;

/// How to split.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Split {
    /// Cases before this day are learned from.
    At(i32),
    /// This share, oldest first.
    Share(f64),
}

impl FromStr for Split {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(day) = dates::argument(text) {
            return Ok(Self::At(day));
        }
        match text.parse::<f64>() {
            Ok(share) if share > 0.0 && share < 1.0 => Ok(Self::Share(share)),
            _ => Err(format!("{text} is neither a date such as 2026-11-22 nor a share between 0 and 1")),
        }
    }
}

/// Rows to learn from and rows to predict, oldest first where there is a date.
#[derive(Debug)]
pub struct Cases {
    pub train: Vec<usize>,
    pub test: Vec<usize>,
    /// Whether the order is that of time.
    pub by_time: bool,
    pub described: Value,
}

impl Cases {
    pub fn of(table: &Table, outcomes: &Outcomes, split: &Split) -> Self {
        let mut rows = outcomes.closed();
        let Some((column, days)) = &table.order else {
            // Without a date the order of the file may be that of the outcome; a fixed shuffle cannot.
            rows.sort_by_key(|&row| scatter(row));
            let share = if let Split::Share(share) = split { *share } else { 0.7 };
            let cut = (rows.len() as f64 * share).round() as usize;
            let described = json!({ "column": null, "share": share });
            return Self { test: rows.split_off(cut), train: rows, by_time: false, described };
        };
        rows.sort_by_key(|&row| (days[row], scatter(row)));
        let cut = match split {
            Split::At(day) => rows.partition_point(|&row| days[row].is_none_or(|d| d < *day)),
            Split::Share(share) => (rows.len() as f64 * share).round() as usize,
        };
        let at = rows.get(cut).and_then(|&row| days[row]).map(dates::show);
        Self { test: rows.split_off(cut), train: rows, by_time: true, described: json!({ "column": column, "at": at }) }
    }
}

/// A fixed order that has nothing to do with the file's.
fn scatter(row: usize) -> u64 {
    let mixed = (row as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_is_a_day_or_a_share() {
        assert!(matches!("2017-09-01".parse(), Ok(Split::At(_))));
        assert_eq!("0.7".parse(), Ok(Split::Share(0.7)));
        for text in ["", "0", "1", "1.2", "nan", "soon"] {
            assert!(text.parse::<Split>().is_err(), "{text}");
        }
    }
}
