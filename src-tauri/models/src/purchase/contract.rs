//! How long contracts last: the shifted beta-geometric model of renewals.
//!
//! Fader & Hardie (2007), "How to Project Customer Retention", Journal of Interactive Marketing 21(1), 76–90. At each
//! renewal a contract ends with a probability of its own, θ ~ Beta(α, β): retention rises with age because those who
//! are likely to leave have left, not because anybody became more loyal.

use super::optimum::{Optimum, intervals};
use super::{Interval, Unidentified};
use crate::numeric::{digamma, ln_beta};

/// The model with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contracts {
    /// Weight of leaving.
    pub alpha: f64,
    /// Weight of staying.
    pub beta: f64,
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ContractFit {
    /// The parameters.
    pub parameters: Contracts,
    /// Their standard errors, where the Hessian has an inverse.
    pub standard_errors: Option<[f64; 2]>,
    /// The log-likelihood.
    pub log_likelihood: f64,
    /// Whether the optimum lies inside of the domain.
    pub converged: bool,
}

impl ContractFit {
    /// The interval of each parameter at normal quantile `z` (1.96 for 95 %), on the logarithm.
    pub fn intervals(&self, z: f64) -> Option<[Interval; 2]> {
        intervals([self.parameters.alpha, self.parameters.beta], self.standard_errors, z)
    }
}

/// Maximum likelihood, eq. 6 and appendix B: `ended[t − 1]` contracts ended at renewal t, `lasting` outlived them all.
///
/// # Errors
/// [`Unidentified::NoCustomers`] without contracts, [`Unidentified::Identical`] when all ended at the same renewal
/// or none ended, or when there was one renewal only: two parameters need two.
pub fn fit(ended: &[u64], lasting: u64) -> Result<ContractFit, Unidentified> {
    let total = ended.iter().sum::<u64>() + lasting;
    if total == 0 {
        return Err(Unidentified::NoCustomers);
    }
    let outcomes = ended.iter().filter(|n| **n > 0).count() + usize::from(lasting > 0);
    if ended.len() < 2 || outcomes < 2 || ended.iter().all(|n| *n == 0) {
        return Err(Unidentified::Identical { model: "sBG", customers: total });
    }
    let best = Optimum::search(&[[1.0, 1.0], [0.5, 4.0], [5.0, 20.0]], total as f64, |values| {
        likelihood(values, ended, lasting)
    })
    .ok_or(Unidentified::NoCustomers)?;
    let [alpha, beta] = best.values;
    Ok(ContractFit {
        parameters: Contracts { alpha, beta },
        standard_errors: best.standard_errors(),
        log_likelihood: best.log_likelihood,
        converged: best.converged,
    })
}

fn likelihood(&[alpha, beta]: &[f64; 2], ended: &[u64], lasting: u64) -> (f64, [f64; 2]) {
    let (mut value, mut by_alpha, mut by_beta) = (0.0, 0.0, 0.0);
    let mut add = |left: f64, renewals: f64, weight: f64| {
        let sum = digamma(alpha + beta) - digamma(alpha + beta + left + renewals);
        value += weight * (ln_beta(alpha + left, beta + renewals) - ln_beta(alpha, beta));
        by_alpha += weight * (digamma(alpha + left) - digamma(alpha) + sum);
        by_beta += weight * (digamma(beta + renewals) - digamma(beta) + sum);
    };
    for (renewals, count) in ended.iter().enumerate() {
        add(1.0, renewals as f64, *count as f64);
    }
    add(0.0, ended.len() as f64, lasting as f64);
    (value, [by_alpha, by_beta])
}

impl Contracts {
    /// The share of contracts that outlive `renewals` renewals, eq. 5.
    pub fn survival(&self, renewals: u32) -> f64 {
        let Self { alpha, beta } = *self;
        (ln_beta(alpha, beta + f64::from(renewals)) - ln_beta(alpha, beta)).exp()
    }

    /// The share of those who outlived `renewals` − 1 that outlive the next too, eq. 8; `renewals` from 1.
    pub fn retention(&self, renewals: u32) -> f64 {
        let Self { alpha, beta } = *self;
        let before = f64::from(renewals.max(1)) - 1.0;
        (beta + before) / (alpha + beta + before)
    }

    /// Renewals that are still to come of a contract that has had `renewals`, each next one worth e^(−`rate`) of the
    /// one before, for at most `periods`. Fader & Hardie (2010), Marketing Science 29(1), 85–93, as its sum.
    pub fn residual(&self, renewals: u32, periods: u32, rate: f64) -> f64 {
        let (mut stays, mut sum) = (1.0, 0.0);
        for ahead in 1..=periods {
            stays *= self.retention(renewals.saturating_add(ahead)) * (-rate.max(0.0)).exp();
            sum += stays;
            if stays < 1e-17 * sum {
                break;
            }
        }
        sum
    }
}
