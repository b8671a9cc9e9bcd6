//! BG/BB: who may buy, give or attend once in each of n periods, and may leave at the start of any.
//!
//! Fader, Hardie & Shang (2010), "Customer-Base Analysis in a Discrete-Time Noncontractual Setting", Marketing Science
//! 29(6), 1086–1108. While alive a customer acts with probability p ~ Beta(α, β) and leaves with θ ~ Beta(γ, δ).

use super::optimum::{Optimum, intervals};
use super::{Interval, MIN_REPEAT_BUYERS, Unidentified};
use crate::numeric::{digamma, ln_beta, log_sum_exp};

/// Customers with the same record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// In how many periods they acted.
    pub acted: u32,
    /// The last period in which they did, from 1; 0 when they never did.
    pub last: u32,
    /// How many periods there were.
    pub periods: u32,
    /// How many such customers.
    pub customers: u64,
}

/// The model with its parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaBinomial {
    /// α, β of acting and γ, δ of leaving.
    pub values: [f64; 4],
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DiscreteFit {
    /// The parameters.
    pub parameters: BetaBinomial,
    /// Their standard errors, where the Hessian has an inverse.
    pub standard_errors: Option<[f64; 4]>,
    /// The log-likelihood.
    pub log_likelihood: f64,
    /// Whether the optimum lies inside of the domain.
    pub converged: bool,
}

impl DiscreteFit {
    /// The interval of each parameter at normal quantile `z` (1.96 for 95 %), on the logarithm.
    pub fn intervals(&self, z: f64) -> Option<[Interval; 4]> {
        intervals(self.parameters.values, self.standard_errors, z)
    }
}

/// Maximum likelihood, eq. 7 of the paper.
///
/// # Errors
/// [`Unidentified::Impossible`] for a record with more acts than periods or a last period that does not fit them,
/// [`Unidentified::TooFewRepeatBuyers`] when fewer than [`MIN_REPEAT_BUYERS`] ever acted.
pub fn fit(records: &[Record]) -> Result<DiscreteFit, Unidentified> {
    let (mut acted, mut customers) = (0, 0);
    for record in records {
        let possible = if record.acted == 0 {
            record.last == 0
        } else {
            record.acted <= record.last && record.last <= record.periods
        };
        if !possible {
            return Err(Unidentified::Impossible { what: "last", value: f64::from(record.last) });
        }
        customers += record.customers;
        acted += if record.acted > 0 { record.customers } else { 0 };
    }
    if acted < MIN_REPEAT_BUYERS {
        let (once, needed) = (customers - acted, MIN_REPEAT_BUYERS);
        return Err(Unidentified::TooFewRepeatBuyers { model: "BG/BB", once, customers, needed });
    }
    let starts = [[1.0, 1.0, 1.0, 3.0], [0.5, 1.0, 0.5, 5.0], [2.0, 1.0, 1.0, 10.0]];
    let best = Optimum::search(&starts, customers as f64, |values| {
        let (mut value, mut gradient) = (0.0, [0.0; 4]);
        for record in records {
            let (ln, slopes) = BetaBinomial { values: *values }.log_likelihood(record);
            let weight = record.customers as f64;
            value += weight * ln;
            gradient.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += weight * slope);
        }
        (value, gradient)
    })
    .ok_or(Unidentified::NoCustomers)?;
    Ok(DiscreteFit {
        parameters: BetaBinomial { values: best.values },
        standard_errors: best.standard_errors(),
        log_likelihood: best.log_likelihood,
        converged: best.converged,
    })
}

impl BetaBinomial {
    /// ln of (acted so and still alive after period `lived`) or (… and gone right after it).
    fn path(&self, record: &Record, lived: u32, gone: f64) -> (f64, [f64; 4]) {
        let [alpha, beta, gamma, delta] = self.values;
        let (x, lived) = (f64::from(record.acted), f64::from(lived));
        let rest = lived - x;
        let value = ln_beta(alpha + x, beta + rest) - ln_beta(alpha, beta) + ln_beta(gamma + gone, delta + lived)
            - ln_beta(gamma, delta);
        let acts = digamma(alpha + beta) - digamma(alpha + beta + lived);
        let leaves = digamma(gamma + delta) - digamma(gamma + delta + gone + lived);
        let gradient = [
            digamma(alpha + x) - digamma(alpha) + acts,
            digamma(beta + rest) - digamma(beta) + acts,
            digamma(gamma + gone) - digamma(gamma) + leaves,
            digamma(delta + lived) - digamma(delta) + leaves,
        ];
        (value, gradient)
    }

    /// The log-likelihood of one customer, with its gradient.
    pub fn log_likelihood(&self, record: &Record) -> (f64, [f64; 4]) {
        let paths: Vec<(f64, [f64; 4])> = std::iter::once(self.path(record, record.periods, 0.0))
            .chain((record.last..record.periods).map(|lived| self.path(record, lived, 1.0)))
            .collect();
        let value = log_sum_exp(&paths.iter().map(|(ln, _)| *ln).collect::<Vec<_>>());
        let mut gradient = [0.0; 4];
        for (ln, slopes) in paths {
            let weight = (ln - value).exp();
            gradient.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += weight * slope);
        }
        (value, gradient)
    }

    /// The probability of being alive after the last period, eq. 11 less its next period.
    pub fn p_alive(&self, record: &Record) -> f64 {
        (self.path(record, record.periods, 0.0).0 - self.log_likelihood(record).0).exp()
    }

    /// In how many of the next `periods` the customer is expected to act: eq. 13 as the sum that it came from.
    pub fn expected(&self, record: &Record, periods: u32) -> f64 {
        let [alpha, beta, gamma, delta] = self.values;
        let seen = f64::from(record.periods);
        let acts = (alpha + f64::from(record.acted)) / (alpha + beta + seen);
        let (mut stays, mut sum) = (1.0, 0.0);
        for period in 0..periods {
            let lived = seen + f64::from(period);
            stays *= (delta + lived) / (gamma + delta + lived);
            sum += stays;
        }
        self.p_alive(record) * acts * sum
    }
}
