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

/// How many standard deviations hold `share` of what will be seen: the two-sided quantile of Student's distribution.
///
/// A quarter of the observations as its freedom: nearer ones count most, and parameters were fitted to all.
pub(super) fn quantile(share: f64, n: usize) -> f64 {
    let freedom = (n as f64 / 4.0).clamp(4.0, 60.0);
    StudentsT::new(0.0, 1.0, freedom).map_or(1.96, |t| t.inverse_cdf(f64::midpoint(1.0, share)))
}

/// The mean squared surprise of a method on the past, in its own variances, and how many it rests on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surprise {
    pub(super) mean: f64,
    pub(super) count: f64,
}

/// The factor on the standard deviation, from a prior near one and what was seen from past origins.
///
/// The constants are those under which simulated series of known structure fall into their intervals as often as they
/// should (`cargo xtask bench models series`).
pub(super) fn widening(seen: Option<Surprise>, n: usize) -> f64 {
    let prior = 1.0 + SHORT / n as f64;
    let Some(seen) = seen else { return prior.sqrt() };
    ((prior * WEIGHT + seen.mean.min(25.0) * seen.count) / (WEIGHT + seen.count)).sqrt()
}

/// Surprises that the prior is worth.
const WEIGHT: f64 = 20.0;

/// The prior is 1 and this over the length: what was fitted to a short series fits it too well.
const SHORT: f64 = 3.0;
