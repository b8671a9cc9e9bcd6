use super::Interval;
use crate::numeric::{Minimum, inverse, minimise, polish};

/// Beyond e^±14 a parameter has run away: the data do not hold it.
pub(super) const BOUND: f64 = 14.0;

/// A likelihood at its maximum.
#[derive(Debug, Clone, Copy)]
pub(super) struct Optimum<const N: usize> {
    pub values: [f64; N],
    pub log_likelihood: f64,
    pub converged: bool,
    /// Of the logarithms of the values.
    pub covariance: Option<[[f64; N]; N]>,
}

impl<const N: usize> Optimum<N> {
    /// The best of several starts. `likelihood` gives value and gradient by the parameters themselves; `n` is the
    /// number of observations.
    pub fn search(starts: &[[f64; N]], n: f64, likelihood: impl Fn(&[f64; N]) -> (f64, [f64; N])) -> Option<Self> {
        let objective = |theta: &[f64; N]| {
            let values = theta.map(f64::exp);
            let (value, mut gradient) = likelihood(&values);
            gradient.iter_mut().zip(values).for_each(|(slope, value)| *slope *= -value / n);
            (-value / n, gradient)
        };
        starts
            .iter()
            .map(|start| minimise(start.map(f64::ln), None, BOUND, objective))
            .min_by(|a, b| a.value.total_cmp(&b.value))
            .map(|best| Self::end(polish(best, objective), n))
    }

    /// From the minimum of the mean negative log-likelihood of `n` observations.
    pub fn end((best, curvature): (Minimum<N>, Option<[[f64; N]; N]>), n: f64) -> Self {
        let inside = best.at.iter().all(|theta| theta.abs() < BOUND - 2.0);
        let covariance = curvature.and_then(|h| inverse(&h.map(|row| row.map(|cell| cell * n)))).filter(|_| inside);
        Self {
            values: best.at.map(f64::exp),
            log_likelihood: -best.value * n,
            converged: best.converged && covariance.is_some(),
            covariance,
        }
    }

    /// Of the values, by the delta method.
    pub fn standard_errors(&self) -> Option<[f64; N]> {
        let covariance = self.covariance?;
        let mut errors = self.values;
        errors.iter_mut().enumerate().for_each(|(i, value)| *value *= covariance[i][i].sqrt());
        Some(errors)
    }
}

/// The intervals of parameters at normal quantile `z`, on their logarithms.
pub(super) fn intervals<const N: usize>(values: [f64; N], errors: Option<[f64; N]>, z: f64) -> Option<[Interval; N]> {
    errors.map(|errors| std::array::from_fn(|i| Interval::about(values[i], errors[i] / values[i], z)))
}
