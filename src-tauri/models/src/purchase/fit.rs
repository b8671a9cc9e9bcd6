use rayon::prelude::*;

use super::cohort::Row;
use super::optimum::{BOUND, Optimum};
use super::pareto::{Calendar, Shared};
use super::{Cohort, Family, Interval, Model, Parameters, Unidentified};
use crate::numeric::{Minimum, inverse, ln_gamma, minimise, polish};

/// Customers who bought again that four parameters need at least.
pub const MIN_REPEAT_BUYERS: u64 = 10;

/// Rows in which the optimum is looked for before all of them are asked.
const SAMPLES: [usize; 2] = [1_000, 16_000];
/// Rows that one thread takes at a time.
const CHUNK: usize = 4_096;
/// Regularity beyond this is a calendar, not a habit.
const MAX_K: u32 = 24;

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The model with its parameters.
    pub parameters: Parameters,
    /// The log-likelihood of all customers; of MBG/CNBD-k with that of the gaps, so that it compares across k.
    pub log_likelihood: f64,
    /// Whether the gradient vanished inside of the domain and the Hessian is positive definite.
    pub converged: bool,
    /// Covariance of the logarithms of the parameters, the inverse Hessian; none where it is not positive definite.
    pub covariance: Option<[[f64; 4]; 4]>,
    /// How many customers it rests on.
    pub customers: u64,
    /// How many of the starting points led to this optimum, and of how many.
    pub agreeing_starts: (usize, usize),
}

impl Fit {
    /// Standard errors of the parameters, by the delta method from their logarithms.
    pub fn standard_errors(&self) -> Option<[f64; 4]> {
        let covariance = self.covariance?;
        let mut errors = self.parameters.values();
        errors.iter_mut().enumerate().for_each(|(i, value)| *value *= covariance[i][i].sqrt());
        Some(errors)
    }

    /// The interval of each parameter at normal quantile `z`, on the logarithm.
    pub fn intervals(&self, z: f64) -> Option<[Interval; 4]> {
        let covariance = self.covariance?;
        let values = self.parameters.values();
        Some(std::array::from_fn(|i| Interval::about(values[i], covariance[i][i].sqrt(), z)))
    }
}

/// Maximum likelihood in the logarithms of the parameters, from several starts.
///
/// BFGS with analytic gradients finds the optimum on samples of the rows first, then on all of them; Newton's method
/// gives the last digits and the Hessian the standard errors. For [`Family::MbgCnbd`] k starts at the estimate of
/// Wheat & Morrison and climbs by likelihood.
///
/// # Errors
/// [`Unidentified`], when the customers cannot tell the parameters.
pub fn fit(cohort: &Cohort, family: Family) -> Result<Fit, Unidentified> {
    let (name, customers) = (family.name(), cohort.customers);
    if customers == 0 {
        return Err(Unidentified::NoCustomers);
    }
    let once = cohort.bought_once();
    if customers - once < MIN_REPEAT_BUYERS {
        return Err(Unidentified::TooFewRepeatBuyers { model: name, once, customers, needed: MIN_REPEAT_BUYERS });
    }
    if cohort.distinct() == 1 {
        return Err(Unidentified::Identical { model: name, customers });
    }
    match family {
        Family::BgNbd => Ok(one(cohort, Model::BgNbd)),
        Family::ParetoNbd => Ok(one(cohort, Model::ParetoNbd)),
        Family::MbgNbd => Ok(one(cohort, Model::MbgNbd)),
        Family::MbgCnbd => regular(cohort),
    }
}

/// The best k, by climbing from the estimate.
fn regular(cohort: &Cohort) -> Result<Fit, Unidentified> {
    let gaps = cohort.gaps.ok_or(Unidentified::NoGaps)?;
    let first = (gaps.regularity().round() as u32).clamp(1, MAX_K);
    let at = |k| one(cohort, Model::MbgCnbd { k });
    let mut best = (first, at(first));
    for step in [1_i64, -1] {
        loop {
            let next = i64::from(best.0) + step;
            let Some(k) = u32::try_from(next).ok().filter(|k| (1..=MAX_K).contains(k)) else { break };
            let fit = at(k);
            if fit.log_likelihood <= best.1.log_likelihood {
                break;
            }
            best = (k, fit);
        }
        if best.0 != first {
            break;
        }
    }
    Ok(best.1)
}

fn one(cohort: &Cohort, model: Model) -> Fit {
    let samples: Vec<Cohort> = SAMPLES.into_iter().filter_map(|size| cohort.sample(size)).collect();
    let from = starts(cohort, model);
    let mut stages = samples.iter().chain([cohort]).map(|rows| Rows::of(rows, model));
    let mut stage = stages.next().expect("the cohort itself is the last");
    let mut found: Vec<Minimum<4>> =
        from.par_iter().map(|start| minimise(*start, None, BOUND, |theta| stage.objective(theta))).collect();
    found.sort_by(|a, b| a.value.total_cmp(&b.value));
    let agreeing = found.iter().filter(|m| m.value - found[0].value < 1e-6).count();
    let mut best = found[0];
    for next in stages {
        let (rough, curvature) = polish(best, |theta| stage.objective(theta));
        let metric = curvature.and_then(|h| inverse(&h));
        stage = next;
        // A sample that has no optimum says nothing about where that of the others is.
        let (start, metric) = if rough.converged { (rough.at, metric) } else { (from[0], None) };
        best = minimise(start, metric, BOUND, |theta| stage.objective(theta));
    }
    let best = Optimum::end(polish(best, |theta| stage.objective(theta)), cohort.customers as f64);
    Fit {
        parameters: Parameters::new(model, best.values).expect("exp of a bounded number is positive"),
        log_likelihood: gap_likelihood(cohort, model) + best.log_likelihood,
        converged: best.converged,
        covariance: best.covariance,
        customers: cohort.customers,
        agreeing_starts: (agreeing, from.len()),
    }
}

/// Around the rate that the cohort shows, with little and much variety, with leaving rare and frequent.
fn starts(cohort: &Cohort, model: Model) -> [[f64; 4]; 3] {
    let (mut purchases, mut time) = (0.0, 0.0);
    for row in &cohort.rows {
        purchases += f64::from(row.weight) * row.history.x();
        time += f64::from(row.weight) * row.history.age;
    }
    let k = if let Model::MbgCnbd { k } = model { f64::from(k.max(1)) } else { 1.0 };
    let rate = (k * purchases / time).clamp(1e-5, 1e5);
    let life = (time / cohort.customers as f64).clamp(1e-3, 1e5);
    [(0.5, 0.7, 2.5), (1.5, 0.5, 1.0), (0.25, 1.0, 8.0)].map(|(r, leave, stay)| {
        let pair: [f64; 2] = if model == Model::ParetoNbd { [leave, life * stay / 4.0] } else { [leave, stay] };
        [r, r / rate, pair[0], pair[1]].map(|value: f64| value.ln().clamp(3.0 - BOUND, BOUND - 3.0))
    })
}

/// What k stages say about the gaps: Σ (k − 1) ln Δ − ln Γ(k) for each.
fn gap_likelihood(cohort: &Cohort, model: Model) -> f64 {
    let (Model::MbgCnbd { k }, Some(gaps)) = (model, cohort.gaps) else { return 0.0 };
    let repeats: f64 = cohort.frequencies.iter().map(|(x, weight)| f64::from(*x) * weight).sum();
    let k = f64::from(k);
    (k - 1.0) * gaps.ln_sum - repeats * ln_gamma(k)
}

/// What a model is fitted to.
struct Rows<'a> {
    cohort: &'a Cohort,
    model: Model,
    calendar: Option<Calendar>,
}

impl<'a> Rows<'a> {
    fn of(cohort: &'a Cohort, model: Model) -> Self {
        let calendar = if model == Model::ParetoNbd { Calendar::of(&cohort.rows) } else { None };
        Self { cohort, model, calendar }
    }

    /// The mean negative log-likelihood and its gradient by the logarithms of the parameters.
    fn objective(&self, theta: &[f64; 4]) -> (f64, [f64; 4]) {
        let Self { cohort, model, calendar } = self;
        let values = theta.map(f64::exp);
        let mut total = [0.0; 5];
        for (x, weight) in &cohort.frequencies {
            add(&mut total, model.by_frequency(&values, f64::from(*x)), *weight);
        }
        let shared = calendar.as_ref().map(|calendar| Shared::new(&values, calendar));
        let part = |(chunk, rows): (usize, &[Row])| {
            let mut sum = [0.0; 5];
            let mut number = chunk * CHUNK;
            for same in rows.chunk_by(|a, b| a.history.frequency == b.history.frequency) {
                let group = shared.as_ref().and_then(|shared| shared.group(same[0].history.frequency));
                for (i, row) in same.iter().enumerate() {
                    let by_time = match &group {
                        Some(group) => group.by_time(number + i),
                        None => model.by_time(&values, &row.history),
                    };
                    add(&mut sum, by_time, f64::from(row.weight));
                }
                number += same.len();
            }
            sum
        };
        // Parts are added in their order, whatever thread was first: the same data give the same digits.
        let parts: Vec<[f64; 5]> = if cohort.rows.len() <= 2 * CHUNK {
            cohort.rows.chunks(CHUNK).enumerate().map(part).collect()
        } else {
            cohort.rows.par_chunks(CHUNK).enumerate().map(part).collect()
        };
        for part in parts {
            total.iter_mut().zip(part).for_each(|(sum, more)| *sum += more);
        }
        let n = cohort.customers as f64;
        let mut gradient = [0.0; 4];
        for (i, slope) in gradient.iter_mut().enumerate() {
            *slope = -total[i + 1] * values[i] / n;
        }
        (-total[0] / n, gradient)
    }
}

fn add(total: &mut [f64; 5], (value, gradient): (f64, [f64; 4]), weight: f64) {
    total[0] += weight * value;
    for (sum, slope) in total[1..].iter_mut().zip(gradient) {
        *sum += weight * slope;
    }
}
