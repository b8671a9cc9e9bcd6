//! What will come of it: won or lost, when, and how much.
//!
//! The centre is a Bayesian logistic regression ([`logistic`]) over [`Column`]s of what was known at the time. Around it
//! stand the simple answers it must beat ([`baseline`]), the tests it must pass before anybody sees a number
//! ([`signal`], [`leakage`]), the measures of how good it was ([`measure`]), its relatives for time
//! ([`hazard`], [`survival`]), the sum over a pipeline ([`pipeline`]) and shrinkage of many small rates ([`shrink`]).

pub mod baseline;
pub(crate) mod draw;
pub mod hazard;
pub mod leakage;
pub mod logistic;
pub mod measure;
pub mod pipeline;
pub mod shrink;
pub mod signal;
pub mod survival;

use crate::Unanswerable;

/// The level of a row whose level is not known.
pub const MISSING: u32 = u32::MAX;

/// What was known of every row in one respect, row by row.
#[derive(Debug, Clone, Copy)]
pub enum Column<'a> {
    /// Measured: an amount, a count, days. NaN is "not known"; infinite is refused.
    Number(&'a [f64]),
    /// Named: an owner, a source. Any numbering; [`MISSING`] is "not known".
    Level(&'a [u32]),
}

impl Column<'_> {
    /// How many rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Number(values) => values.len(),
            Self::Level(levels) => levels.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether row `row` is known.
    pub(crate) fn is_known(&self, row: usize) -> bool {
        match self {
            Self::Number(values) => !values[row].is_nan(),
            Self::Level(levels) => levels[row] != MISSING,
        }
    }
}

/// Refuses columns of another length than `rows` and infinite values.
pub(crate) fn check(columns: &[Column<'_>], rows: usize) -> Result<(), Unanswerable> {
    for column in columns {
        if column.len() != rows {
            return Err(Unanswerable::Uneven { expected: rows, given: column.len() });
        }
        if let Column::Number(values) = column
            && values.iter().any(|x| x.is_infinite())
        {
            return Err(Unanswerable::NotFinite);
        }
    }
    Ok(())
}
