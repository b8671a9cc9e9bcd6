//! Bayesian logistic regression: how likely is it that this one is won, how sure is that, and why.
//!
//! Each column adds a function of its own to the log odds: a level an effect that is drawn towards zero the fewer rows
//! it has, a number a line and a smooth curve. Pairs of columns that say more together than alone add a joint effect.
//! All effects have normal priors, one variance for each kind of effect, found by empirical Bayes; the posterior is
//! approximated by a normal at its mode (Laplace; MacKay (1992), Neural Computation 4(3), 415–472). This is the
//! generalised additive mixed model of Wood, *Generalized Additive Models* (2nd ed. 2017), ch. 6, with the hierarchical
//! shrinkage of Gelman & Hill (2007).
//!
//! It assumes that tomorrow's cases are of the same kind as yesterday's, that rows do not depend on each other given the
//! columns, and that every column was known before the outcome. Joint effects of three columns are not seen.

mod encoding;
mod factor;
mod posterior;
mod predict;
mod screen;
mod term;
mod variances;

use super::{Column, check};
use crate::Unanswerable;
pub(super) use encoding::{Encoding, Fitted};
pub use term::Subject;

/// Closed cases that are needed. Below it the base rate with its interval says all there is.
pub const MIN_CLOSED: usize = 20;

/// Standard normal quantiles of a central 80 and 95 %.
const Z80: f64 = 1.281_551_565_544_600_4;
const Z95: f64 = 1.959_963_984_540_054;
/// Log odds beyond which a probability is 0 or 1 in double precision.
const FARTHEST: f64 = 30.0;

/// Which effects may enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One function of each column.
    Additive,
    /// Also of pairs of columns, where the data ask for it.
    WithPairs,
}

/// A fitted model.
#[derive(Debug, Clone)]
pub struct Logistic {
    encoding: Encoding,
    fitted: Fitted,
    columns: usize,
}

/// A probability and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The mean of the posterior, strictly between 0 and 1.
    pub probability: f64,
    /// The central 80 % of the posterior.
    pub interval80: (f64, f64),
    /// The central 95 % of the posterior.
    pub interval95: (f64, f64),
    /// The posterior of the log odds: mean and standard deviation.
    pub log_odds: (f64, f64),
}

/// One reason: what a column, or two together, adds to the log odds beyond the average case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// Which column or columns.
    pub subject: Subject,
    /// Its contribution to the log odds; positive speaks for winning.
    pub contribution: f64,
}

impl Logistic {
    /// Fits columns of equal length to outcomes.
    ///
    /// # Errors
    /// Fewer than [`MIN_CLOSED`] rows; only wins or only losses; columns of unequal length; an infinite value.
    pub fn fit(columns: &[Column<'_>], won: &[bool], shape: Shape) -> Result<Self, Unanswerable> {
        check(columns, won.len())?;
        if won.len() < MIN_CLOSED {
            return Err(Unanswerable::TooLittle { needed: MIN_CLOSED, given: won.len() });
        }
        if won.iter().all(|w| *w) || !won.iter().any(|w| *w) {
            return Err(Unanswerable::OneOutcome);
        }
        let mut encoding = Encoding::of(columns);
        let fitted = encoding.fit(&encoding.codes, won, shape);
        encoding.codes = Vec::new();
        Ok(Self { encoding, fitted, columns: columns.len() })
    }

    /// Whether the search for the mode and the variances came to rest.
    pub fn converged(&self) -> bool {
        self.fitted.posterior.converged
    }

    /// The probability of each row. Columns as they were fitted, of any number of rows.
    ///
    /// # Errors
    /// Another number of columns than fitted, unequal lengths, an infinite value.
    pub fn estimate(&self, columns: &[Column<'_>]) -> Result<Vec<Estimate>, Unanswerable> {
        Ok(self.fitted.estimate(&self.encoding, &self.encode(columns)?, columns.first().map_or(0, Column::len)))
    }

    /// Why: what each term adds in row `row`, the weightiest first.
    ///
    /// # Errors
    /// As [`Self::estimate`].
    pub fn reasons(&self, columns: &[Column<'_>], row: usize) -> Result<Vec<Reason>, Unanswerable> {
        let codes = self.encode(columns)?;
        Ok(self.fitted.reasons(&self.encoding, &codes, row))
    }

    fn encode(&self, columns: &[Column<'_>]) -> Result<Vec<Vec<u16>>, Unanswerable> {
        if columns.len() != self.columns {
            return Err(Unanswerable::Uneven { expected: self.columns, given: columns.len() });
        }
        check(columns, columns.first().map_or(0, Column::len))?;
        Ok(self.encoding.encode(columns))
    }
}

#[cfg(test)]
mod tests;
