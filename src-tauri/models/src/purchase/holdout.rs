use rayon::prelude::*;

use super::{Cohort, Family, Fit, Ledger, Parameters, Tally, Unidentified, fit};

/// How a model did on purchases that it had not seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Holdout {
    /// Purchases in the holdout.
    pub actual: u64,
    /// Purchases expected.
    pub predicted: f64,
    /// Mean absolute error for a customer.
    pub mae: f64,
    /// Root of the mean squared error for a customer. The expectation minimises this one, so models compare by it.
    pub rmse: f64,
    /// Correlation of expected and actual over customers; 0 where either does not vary.
    pub correlation: f64,
    /// Repeats expected of new customers from their first day to the end of the holdout, relative to what came: −0.04
    /// is 4 % too few.
    pub tracking: f64,
}

impl Holdout {
    /// Compares `parameters` with the holdout of `ledger`, `horizon` long in units of `unit` days.
    ///
    /// None when there is no customer or the holdout has no length.
    pub fn measure(parameters: &Parameters, ledger: &Ledger, unit: f64, horizon: f64) -> Option<Self> {
        let part = |tallies: &[Tally]| {
            tallies.iter().fold([0.0; 8], |mut sums, tally| {
                let Some(history) = ledger.history(tally, unit) else { return sums };
                let (p, a) = (parameters.expected(&history, horizon), f64::from(tally.holdout));
                let more = [1.0, p, a, p * p, a * a, p * a, (p - a).abs(), (p - a).powi(2)];
                sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
                sums
            })
        };
        // Parts are added in their order: the same data give the same digits.
        let parts: Vec<[f64; 8]> = ledger.tallies().par_chunks(4_096).map(part).collect();
        let sum = |i: usize| parts.iter().map(|part| part[i]).sum::<f64>();
        let n = sum(0);
        if n == 0.0 || horizon.is_nan() || horizon <= 0.0 {
            return None;
        }
        let (predicted, actual) = (sum(1), sum(2));
        let covariance = sum(5) - predicted * actual / n;
        let spread = ((sum(3) - predicted * predicted / n) * (sum(4) - actual * actual / n)).max(0.0).sqrt();
        Some(Self {
            actual: ledger.tallies().iter().filter(|t| ledger.counts(t)).map(|t| u64::from(t.holdout)).sum(),
            predicted,
            mae: sum(6) / n,
            rmse: (sum(7) / n).sqrt(),
            // What is left of squares that cancel is rounding.
            correlation: if spread > 1e-12 * sum(3).max(sum(4)) { (covariance / spread).clamp(-1.0, 1.0) } else { 0.0 },
            tracking: tracking(parameters, ledger, unit, horizon),
        })
    }
}

fn tracking(parameters: &Parameters, ledger: &Ledger, unit: f64, horizon: f64) -> f64 {
    let counted = |tally: &&Tally| ledger.counts(tally);
    let mut firsts: Vec<i32> = ledger.tallies().iter().filter(counted).map(|t| t.first).collect();
    firsts.sort_unstable();
    let expected: f64 = firsts
        .chunk_by(|a, b| a == b)
        .map(|same| {
            let age = (f64::from(ledger.until()) - f64::from(same[0])) / unit;
            same.len() as f64 * parameters.expected(&super::History::NEW, age + horizon)
        })
        .sum();
    let came: f64 = ledger.tallies().iter().filter(counted).map(|t| f64::from(t.repeats) + f64::from(t.holdout)).sum();
    if came > 0.0 { expected / came - 1.0 } else { 0.0 }
}

/// A model in the contest.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which.
    pub family: Family,
    /// The fit before the holdout, and how it did; or why there is none.
    pub outcome: Result<(Fit, Holdout), Unidentified>,
}

/// Fits every family to the window of `ledger` and lets the holdout decide, by the root mean squared error for a
/// customer: the best is first. Regularity (k > 1) takes part only where it is seen.
///
/// # Errors
/// The reason of the first, when none could be fitted.
pub fn choose(ledger: &Ledger, unit: f64, horizon: f64) -> Result<Vec<Candidate>, Unidentified> {
    let cohort: Cohort = ledger.cohort(unit)?;
    let mut candidates: Vec<Candidate> = Family::ALL
        .into_iter()
        .map(|family| {
            let outcome = fit(&cohort, family).and_then(|fit| {
                Holdout::measure(&fit.parameters, ledger, unit, horizon)
                    .map(|holdout| (fit, holdout))
                    .ok_or(Unidentified::Impossible { what: "horizon", value: horizon })
            });
            Candidate { family, outcome }
        })
        .collect();
    let error = |candidate: &Candidate| {
        candidate.outcome.as_ref().map_or(f64::INFINITY, |(fit, holdout)| {
            // What has not converged stands behind whatever has.
            if fit.converged { holdout.rmse } else { 1e100 + holdout.rmse }
        })
    };
    candidates.sort_by(|a, b| error(a).total_cmp(&error(b)));
    match candidates.first() {
        Some(Candidate { outcome: Err(reason), .. }) => Err(*reason),
        _ => Ok(candidates),
    }
}
