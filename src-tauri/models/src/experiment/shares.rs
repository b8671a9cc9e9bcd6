//! Two shares, compared exactly: each has the posterior Beta(1 + successes, 1 + failures) of a uniform prior.
//!
//! `P(B > A) = ∫ f_B F_A`, the integral whose closed form for whole numbers is a sum of beta functions (Miller, "Formulas
//! for Bayesian A/B testing", 2014). The integral is kept, not the sum: it stays exact and fast at any number of trials.
//! It assumes that trials do not depend on each other and that a visitor sees one variant only.

use super::Arm;
use crate::Unanswerable;
use crate::density::{Beta, rule};
use crate::numeric::{logistic, softplus};

/// Prior standard deviation of the logarithm of B / A: most changes move a share by less than a fifth.
const USUAL_LIFT: f64 = 0.2;
const Z80: f64 = 1.281_551_565_544_600_4;
const Z95: f64 = 1.959_963_984_540_054;

/// The comparison of two shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The probability that B's share is the greater, to an absolute 1e-12.
    pub b_better: f64,
    /// What choosing A is expected to lose in share, if B is the better.
    pub expected_loss_a: f64,
    /// What choosing B is expected to lose, if A is.
    pub expected_loss_b: f64,
    /// B / A − 1.
    pub lift: Lift,
}

/// By how much B exceeds A, as a share of A.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lift {
    /// The median of the posterior.
    pub median: f64,
    /// The central 80 % of the posterior.
    pub interval80: (f64, f64),
    /// The central 95 % of the posterior.
    pub interval95: (f64, f64),
    /// Drawn towards no difference, as most differences are smaller than they look.
    pub shrunk: f64,
    /// The central 80 % of that.
    pub shrunk80: (f64, f64),
    /// The central 95 % of that.
    pub shrunk95: (f64, f64),
}

/// Compares two arms.
///
/// # Errors
/// None for arms that could be made; the signature passes on what the distribution refuses.
pub fn compare(a: &Arm, b: &Arm) -> Result<Comparison, Unanswerable> {
    let posterior = |arm: &Arm| Beta::new(1.0 + arm.wins(), 1.0 + arm.size() - arm.wins());
    let (first, second) = (posterior(a)?, posterior(b)?);
    let mut edges = [first.edges(), second.edges()].concat();
    edges.sort_unstable_by(f64::total_cmp);
    let integrate = |f: &dyn Fn(f64) -> f64| -> f64 {
        edges
            .windows(2)
            .flat_map(|pair| pieces(pair[0], pair[1]))
            .map(|(low, high)| rule().integrate(low, high, f))
            .sum()
    };
    let b_over = integrate(&|u| second.density_at_log_odds(u) * first.cdf_at_log_odds(u));
    let a_over = integrate(&|u| first.density_at_log_odds(u) * second.cdf_at_log_odds(u));
    let per_unit = |u: f64| logistic(u) * logistic(-u);
    // E[(Y − X)⁺] = ∫ F_X (1 − F_Y), over probabilities.
    let loss =
        |x: &Beta, y: &Beta| integrate(&|u| x.cdf_at_log_odds(u) * (1.0 - y.cdf_at_log_odds(u)) * per_unit(u)).max(0.0);
    Ok(Comparison {
        b_better: b_over / (a_over + b_over),
        expected_loss_a: loss(&first, &second),
        expected_loss_b: loss(&second, &first),
        lift: lift(a, b, &first, &second),
    })
}

/// A long panel between two far posteriors is cut, so that 1 / (1 + e⁻ᵘ) stays a polynomial on each piece.
fn pieces(low: f64, high: f64) -> impl Iterator<Item = (f64, f64)> {
    let count = (high - low).ceil().max(1.0) as usize;
    let at = move |i: usize| low + (high - low) * i as f64 / count as f64;
    (0..count).map(move |i| (at(i), at(i + 1)))
}

fn lift(a: &Arm, b: &Arm, first: &Beta, second: &Beta) -> Lift {
    // P(B ≤ c A), c = e^t, at the nodes of A's panels.
    let nodes: Vec<(f64, f64)> = first
        .edges()
        .windows(2)
        .flat_map(|pair| {
            let (low, width) = (pair[0], pair[1] - pair[0]);
            rule().points().iter().map(move |(x, weight)| {
                let u = low + width * x;
                (u, width * weight * first.density_at_log_odds(u))
            })
        })
        .filter(|(_, mass)| *mass > 1e-18)
        .collect();
    let below = |t: f64| -> f64 {
        nodes
            .iter()
            .map(|&(u, mass)| {
                let ln_p = t - softplus(-u);
                // Log odds of e^ln_p.
                let at = if ln_p >= 0.0 { f64::INFINITY } else { ln_p - (-ln_p.exp_m1()).ln() };
                mass * second.cdf_at_log_odds(at)
            })
            .sum()
    };
    let quantile = |share: f64| {
        let (mut low, mut high) = (-100.0, 100.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if below(middle) < share { low = middle } else { high = middle }
        }
        f64::midpoint(low, high).exp_m1()
    };
    // Half a case more on each side keeps the logarithm's variance finite at 0 of n.
    let (wa, na, wb, nb) = (a.wins() + 0.5, a.size() + 1.0, b.wins() + 0.5, b.size() + 1.0);
    let log_ratio = (wb / nb / (wa / na)).ln();
    let variance = (1.0 / wa - 1.0 / na) + (1.0 / wb - 1.0 / nb);
    let kept = USUAL_LIFT * USUAL_LIFT / (USUAL_LIFT * USUAL_LIFT + variance);
    let (mean, deviation) = (kept * log_ratio, (kept * variance).sqrt());
    let around = |z: f64| ((mean - z * deviation).exp_m1(), (mean + z * deviation).exp_m1());
    Lift {
        median: quantile(0.5),
        interval80: (quantile(0.1), quantile(0.9)),
        interval95: (quantile(0.025), quantile(0.975)),
        shrunk: mean.exp_m1(),
        shrunk80: around(Z80),
        shrunk95: around(Z95),
    }
}

#[cfg(test)]
mod tests;
