//! Columns that know the outcome because they were written after it.
//!
//! A model that learns from "reason of loss" looks perfect and is worthless for an open case, where the field is empty.
//! (Kaufman, Rosset, Perlich & Stitelman (2012), ACM TKDD 6(4), 15, on leakage.)

use super::logistic::Encoding;
use super::measure::auc;
use super::{Column, check};
use crate::Unanswerable;

/// Nothing known before the end separates so well.
const TOO_PERFECT: f64 = 0.97;
/// A share of filled fields that counts as "always", and as "never".
const ALWAYS: f64 = 0.9;
const NEVER: f64 = 0.05;
/// Rows that must agree, and their share of all, before a field that decides is no chance.
const DECIDING_ROWS: usize = 30;
const DECIDING_SHARE: f64 = 0.1;

/// Why a column is under suspicion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Leak {
    /// Filled in closed cases, empty in open ones.
    FilledAfterClosing {
        /// The share of closed cases in which it is filled.
        closed: f64,
        /// The share of open cases.
        open: f64,
    },
    /// Wherever it is filled, or wherever it is empty, all cases ended the same way.
    Decides {
        /// How many cases those are.
        cases: usize,
    },
    /// Alone it separates won from lost better than anything known before the end can.
    TooPerfect {
        /// Area under its ROC curve on rows that were not used to find it.
        auc: f64,
    },
}

/// Looks at one column of closed cases; `open_filled` is the share of open cases in which it is filled, if there are any.
///
/// # Errors
/// Unequal lengths; an infinite value.
pub fn look(column: Column<'_>, won: &[bool], open_filled: Option<f64>) -> Result<Option<Leak>, Unanswerable> {
    check(&[column], won.len())?;
    if won.is_empty() {
        return Ok(None);
    }
    let filled = (0..won.len()).filter(|&row| column.is_known(row)).count();
    let closed = filled as f64 / won.len() as f64;
    if let Some(open) = open_filled
        && closed >= ALWAYS
        && open <= NEVER
    {
        return Ok(Some(Leak::FilledAfterClosing { closed, open }));
    }
    let wins = won.iter().filter(|w| **w).count() as f64 / won.len() as f64;
    if (0.05..=0.95).contains(&wins) {
        for state in [true, false] {
            let group: Vec<bool> =
                won.iter().enumerate().filter(|(row, _)| column.is_known(*row) == state).map(|(_, w)| *w).collect();
            let same = group.iter().all(|w| *w) || !group.iter().any(|w| *w);
            let many = group.len() >= DECIDING_ROWS && group.len() as f64 >= DECIDING_SHARE * won.len() as f64;
            if same && many && group.len() < won.len() {
                return Ok(Some(Leak::Decides { cases: group.len() }));
            }
        }
    }
    let auc = alone(column, won);
    Ok((won.len() >= DECIDING_ROWS && auc >= TOO_PERFECT).then_some(Leak::TooPerfect { auc }))
}

/// The area under the ROC curve of one column alone: the rate of a row's cell in the other half of the rows.
fn alone(column: Column<'_>, won: &[bool]) -> f64 {
    let encoding = Encoding::of(&[column]);
    let (Some((_, factor)), Some(codes)) = (encoding.factors.first(), encoding.codes.first()) else { return 0.5 };
    let base = won.iter().filter(|w| **w).count() as f64 / won.len() as f64;
    // Halves by a hash of the row, so that neither order nor period of the file matters.
    let half = |row: usize| (row as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 63;
    let mut cells = [vec![(0.0, 0.0); factor.len() + 1], vec![(0.0, 0.0); factor.len() + 1]];
    for (row, (code, won)) in codes.iter().zip(won).enumerate() {
        let cell = &mut cells[usize::from(half(row) == 1)][usize::from(*code)];
        cell.0 += f64::from(u8::from(*won));
        cell.1 += 1.0;
    }
    let rates: Vec<f64> = codes
        .iter()
        .enumerate()
        .map(|(row, code)| {
            let (wins, rows) = cells[usize::from(half(row) == 0)][usize::from(*code)];
            (wins + base) / (rows + 1.0)
        })
        .collect();
    auc(&rates, won).unwrap_or(0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::MISSING;

    fn outcomes() -> Vec<bool> {
        (0..400).map(|i| i % 5 < 3).collect()
    }

    #[test]
    fn a_field_that_is_filled_only_after_closing_is_named() {
        let won = outcomes();
        let dates: Vec<f64> = (0..won.len()).map(|i| (i * 7 % 90) as f64).collect();
        assert!(matches!(
            look(Column::Number(&dates), &won, Some(0.0)),
            Ok(Some(Leak::FilledAfterClosing { closed: 1.0, open: 0.0 }))
        ));
        assert_eq!(look(Column::Number(&dates), &won, Some(0.8)), Ok(None));
        assert_eq!(look(Column::Number(&dates), &won, None), Ok(None));
    }

    #[test]
    fn a_field_that_knows_the_outcome_is_named() {
        let won = outcomes();
        let value: Vec<f64> = won.iter().enumerate().map(|(i, w)| if *w { 100.0 + i as f64 } else { 0.0 }).collect();
        assert!(matches!(look(Column::Number(&value), &won, None), Ok(Some(Leak::TooPerfect { auc })) if auc > 0.99));
        let reason: Vec<u32> =
            won.iter().enumerate().map(|(i, w)| if *w || i % 2 == 0 { MISSING } else { i as u32 % 3 }).collect();
        assert!(matches!(look(Column::Level(&reason), &won, None), Ok(Some(Leak::Decides { cases: 80 }))));
    }

    #[test]
    fn an_honest_field_is_not_suspected() {
        let won = outcomes();
        let strong: Vec<f64> =
            won.iter().enumerate().map(|(i, w)| f64::from(u8::from(*w)) + (i * 37 % 101) as f64 / 60.0).collect();
        let names: Vec<u32> = (0..won.len() as u32).collect();
        assert_eq!(look(Column::Number(&strong), &won, Some(1.0)), Ok(None));
        assert_eq!(look(Column::Level(&names), &won, None), Ok(None));
        assert_eq!(look(Column::Level(&[]), &[], None), Ok(None));
    }
}
