//! How wide an interval must be to hold what it says.

use statrs::distribution::{ContinuousCDF as _, StudentsT};

/// A range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// What a variance known from `n` observations has to be widened by: the two-sided quantile of Student's distribution.
pub(super) fn quantile(share: f64, n: usize) -> f64 {
    let freedom = (n as f64 - 2.0).clamp(3.0, 200.0);
    StudentsT::new(0.0, 1.0, freedom).map_or(1.96, |t| t.inverse_cdf(f64::midpoint(1.0, share)))
}

/// The mean squared surprise of a method on the past, in its own variances, and how many it rests on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surprise {
    pub(super) mean: f64,
    pub(super) count: f64,
}

/// The factor on the standard deviation, from a prior of [`PRIOR`] as strong as [`WEIGHT`] surprises.
pub(super) fn widening(seen: Option<Surprise>, n: usize) -> f64 {
    let prior = 1.0 + SHORT / n as f64;
    let Some(seen) = seen else { return prior.sqrt() };
    ((prior * WEIGHT + seen.mean.min(25.0) * seen.count) / (WEIGHT + seen.count)).sqrt()
}

const WEIGHT: f64 = 20.0;
const SHORT: f64 = 4.0;
