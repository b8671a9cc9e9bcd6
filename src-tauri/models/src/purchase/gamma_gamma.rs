//! What a purchase is worth: the Gamma–Gamma model of spend.
//!
//! Fader & Hardie, "The Gamma-Gamma Model of Monetary Value" (2013): each purchase of a customer is Gamma(p, ν), and
//! ν ~ Gamma(q, γ) over customers. It assumes that spend and frequency have nothing to do with each other, so the fit
//! says their correlation.

use super::fit::MIN_REPEAT_BUYERS;
use super::optimum::{Optimum, intervals};
use super::{Interval, Unidentified};
use crate::numeric::{digamma, ln_gamma};

/// What one customer spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spend {
    /// How many repeat purchases.
    pub purchases: u32,
    /// What one of them was worth in the mean.
    pub mean: f64,
}

/// The model with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    /// Shape of purchases of one customer.
    pub p: f64,
    /// Shape of the variety of customers.
    pub q: f64,
    /// Scale, in money.
    pub gamma: f64,
}

/// A fitted model of spend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpendFit {
    /// The parameters.
    pub parameters: GammaGamma,
    /// Their standard errors, where the Hessian has an inverse.
    pub standard_errors: Option<[f64; 3]>,
    /// The log-likelihood.
    pub log_likelihood: f64,
    /// Whether the optimum lies inside of the domain.
    pub converged: bool,
    /// How many repeat buyers it rests on.
    pub customers: u64,
    /// Correlation of the number of purchases and their mean: far from 0 the model does not fit.
    pub correlation: f64,
}

impl SpendFit {
    /// The interval of each parameter at normal quantile `z` (1.96 for 95 %), on the logarithm.
    pub fn intervals(&self, z: f64) -> Option<[Interval; 3]> {
        let GammaGamma { p, q, gamma } = self.parameters;
        intervals([p, q, gamma], self.standard_errors, z)
    }
}

impl GammaGamma {
    /// What a purchase of this customer is worth in expectation; of nobody's, in the mean of all. Eq. 5 of the note.
    ///
    /// None where the expectation is infinite: p x + q ≤ 1.
    pub fn expected(&self, spend: Option<Spend>) -> Option<f64> {
        let Self { p, q, gamma } = *self;
        let (x, mean) = spend.map_or((0.0, 0.0), |s| (f64::from(s.purchases), s.mean));
        let shape = p * x + q - 1.0;
        let expected = p * (gamma + x * mean) / shape;
        (shape > 0.0 && expected.is_finite()).then_some(expected)
    }
}

/// Maximum likelihood, eq. 1a of the note. Who spent nothing (or less) is left out.
///
/// # Errors
/// [`Unidentified::TooFewRepeatBuyers`] under [`MIN_REPEAT_BUYERS`] spenders, [`Unidentified::Identical`] when all
/// spent the same, [`Unidentified::Impossible`] for an amount that is not finite.
pub fn fit(spends: impl IntoIterator<Item = Spend>) -> Result<SpendFit, Unidentified> {
    const MODEL: &str = "Gamma–Gamma";
    let mut given = 0;
    let mut rows = Vec::new();
    for spend in spends {
        given += 1;
        if !spend.mean.is_finite() {
            return Err(Unidentified::Impossible { what: "amount", value: spend.mean });
        }
        if spend.purchases > 0 && spend.mean > 0.0 {
            rows.push(spend);
        }
    }
    let customers = rows.len() as u64;
    if customers < MIN_REPEAT_BUYERS {
        let (once, needed) = (given - customers, MIN_REPEAT_BUYERS);
        return Err(Unidentified::TooFewRepeatBuyers { model: MODEL, once, customers: given, needed });
    }
    if rows.iter().all(|row| row.mean == rows[0].mean) {
        return Err(Unidentified::Identical { model: MODEL, customers });
    }
    rows.sort_unstable_by(|a, b| a.purchases.cmp(&b.purchases).then(a.mean.total_cmp(&b.mean)));
    // In units of a typical amount, so that no currency is out of range.
    let n = customers as f64;
    let scale = (rows.iter().map(|row| row.mean.ln()).sum::<f64>() / n).exp();
    rows.iter_mut().for_each(|row| row.mean /= scale);
    let best =
        Optimum::search(&[[2.0, 3.0, 1.0], [6.0, 4.0, 1.0], [0.5, 1.5, 2.0]], n, |values| likelihood(values, &rows))
            .ok_or(Unidentified::NoCustomers)?;
    let [p, q, gamma] = best.values;
    Ok(SpendFit {
        parameters: GammaGamma { p, q, gamma: gamma * scale },
        standard_errors: best.standard_errors().map(|[p, q, gamma]| [p, q, gamma * scale]),
        log_likelihood: best.log_likelihood - n * scale.ln(),
        converged: best.converged,
        customers,
        correlation: correlation(&rows),
    })
}

fn likelihood(&[p, q, gamma]: &[f64; 3], rows: &[Spend]) -> (f64, [f64; 3]) {
    let (mut value, mut by_p, mut by_q, mut by_gamma) = (0.0, 0.0, 0.0, 0.0);
    for same in rows.chunk_by(|a, b| a.purchases == b.purchases) {
        let (x, n) = (f64::from(same[0].purchases), same.len() as f64);
        let shape = p * x + q;
        value += n * (ln_gamma(shape) - ln_gamma(p * x) - ln_gamma(q) + q * gamma.ln() + p * x * x.ln());
        let psi = digamma(shape);
        by_p += n * x * (psi - digamma(p * x) + x.ln());
        by_q += n * (psi - digamma(q) + gamma.ln());
        by_gamma += n * q / gamma;
        for row in same {
            let (ln_mean, sum) = (row.mean.ln(), gamma + x * row.mean);
            value += (p * x - 1.0) * ln_mean - shape * sum.ln();
            by_p += x * (ln_mean - sum.ln());
            by_q -= sum.ln();
            by_gamma -= shape / sum;
        }
    }
    (value, [by_p, by_q, by_gamma])
}

fn correlation(rows: &[Spend]) -> f64 {
    let n = rows.len() as f64;
    let mean = |f: &dyn Fn(&Spend) -> f64| rows.iter().map(f).sum::<f64>() / n;
    let (x, z) = (mean(&|r| f64::from(r.purchases)), mean(&|r| r.mean));
    let together = mean(&|r| (f64::from(r.purchases) - x) * (r.mean - z));
    let apart = mean(&|r| (f64::from(r.purchases) - x).powi(2)).sqrt() * mean(&|r| (r.mean - z).powi(2)).sqrt();
    if apart > 0.0 && apart.is_finite() { together / apart } else { 0.0 }
}
