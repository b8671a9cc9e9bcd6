//! Probabilities and reasons from a posterior.

use std::f64::consts::PI;

use rayon::prelude::*;

use super::encoding::{Encoding, Fitted};
use super::posterior::effects;
use super::term::{Subject, Term};
use super::{Estimate, FARTHEST, Reason, Z80, Z95};
use crate::numeric::logistic;

impl Subject {
    /// Inside, subjects count factors; outside, columns.
    fn of_columns(self, encoding: &Encoding) -> Self {
        let column = |factor: usize| encoding.factors[factor].0;
        match self {
            Self::One(a) => Self::One(column(a)),
            Self::Two(a, b) => Self::Two(column(a), column(b)),
        }
    }
}

impl Estimate {
    /// From a normal posterior of the log odds. The mean of the logistic of a normal by MacKay (1992), Neural
    /// Computation 4(5), 720–736, eq. 10.
    pub(in crate::outcome) fn of(mean: f64, deviation: f64) -> Self {
        let at = |x: f64| logistic(x.clamp(-FARTHEST, FARTHEST));
        let around = |z: f64| (at(mean - z * deviation), at(mean + z * deviation));
        Self {
            probability: at(mean / (1.0 + PI * deviation * deviation / 8.0).sqrt()),
            interval80: around(Z80),
            interval95: around(Z95),
            log_odds: (mean, deviation),
        }
    }
}

impl Fitted {
    /// The probability of each of `rows` rows with cells `codes`, by factor.
    pub fn estimate(&self, encoding: &Encoding, codes: &[Vec<u16>], rows: usize) -> Vec<Estimate> {
        let cells = self.cells(encoding, codes);
        (0..rows).into_par_iter().map(|row| self.row(&cells, row)).collect()
    }

    fn row(&self, cells: &[Vec<u16>], row: usize) -> Estimate {
        let posterior = &self.posterior;
        let mut active = vec![(0, 1.0)];
        let (mut at, mut unseen) = (1, 0.0);
        for (term, cells) in self.terms.iter().zip(cells) {
            let cell = cells[row];
            if matches!(term.subject, Subject::One(_)) && term.at(cell).iter().all(|x| *x == 0.0) {
                unseen += posterior.variances.at(at);
            }
            active.extend(term.at(cell).iter().enumerate().filter(|(_, x)| **x != 0.0).map(|(i, x)| (at + i, *x)));
            at += term.width;
        }
        let mean: f64 = active.iter().map(|&(i, x)| x * posterior.weights[i]).sum();
        let variance: f64 = active
            .iter()
            .map(|&(i, x)| {
                let column = posterior.covariance.column(i);
                x * active.iter().map(|&(j, y)| y * column[j]).sum::<f64>()
            })
            .sum();
        Estimate::of(mean, (variance.max(0.0) + unseen).sqrt())
    }

    /// What each term adds in one row beyond its mean over the training rows, the weightiest first.
    pub fn reasons(&self, encoding: &Encoding, codes: &[Vec<u16>], row: usize) -> Vec<Reason> {
        let cells = self.cells(encoding, codes);
        let mut at = 1;
        let mut reasons: Vec<Reason> = self
            .terms
            .iter()
            .zip(&cells)
            .map(|(term, cells)| {
                let weights = &self.posterior.weights.as_slice()[at..at + term.width];
                at += term.width;
                let effects = effects(term, weights);
                let usual = average(encoding, term, &effects);
                Reason {
                    subject: term.subject.of_columns(encoding),
                    contribution: effects[usize::from(cells[row])] - usual,
                }
            })
            .collect();
        reasons.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
        reasons
    }

    fn cells(&self, encoding: &Encoding, codes: &[Vec<u16>]) -> Vec<Vec<u16>> {
        self.terms.par_iter().map(|term| encoding.cells(term, codes)).collect()
    }
}

/// The mean effect over the training rows. Joint effects are products of centred functions and average about 0.
fn average(encoding: &Encoding, term: &Term, effects: &[f64]) -> f64 {
    match term.subject {
        Subject::One(factor) => {
            let counts = &encoding.factors[factor].1.counts;
            let rows: f64 = counts.iter().sum();
            effects.iter().zip(counts).map(|(e, n)| e * n).sum::<f64>() / rows
        }
        Subject::Two(..) => 0.0,
    }
}
