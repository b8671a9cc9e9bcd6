//! The posterior: its mode by Newton's method, its spread by Laplace's approximation, the prior variances by
//! empirical Bayes.
//!
//! Rows meet the mathematics only as counts in cells. For the Hessian `Xᵀ W X` of two terms with bases `A`, `B` it is
//! enough to sum the weights into a table `T` of their cells: the block is `Aᵀ T B` (Wood, Li, Shaddick & Augustin
//! (2017), JASA 112, 1199–1210, §3). That makes a pass over 100,000 rows cost one addition for a row and pair of terms.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};
use rayon::prelude::*;

use super::term::Term;
use super::variances::Variances;
use crate::numeric::{logistic, softplus};

/// What is fitted: terms, each row's cell in each of them, and which rows were won.
pub(super) struct Problem<'a> {
    pub terms: &'a [Term],
    /// `codes[t][row]`.
    pub codes: &'a [Vec<u16>],
    pub won: &'a [bool],
}

/// The weights and their spread. Weight 0 is the intercept; the terms follow in order.
#[derive(Debug, Clone)]
pub(super) struct Posterior {
    pub weights: DVector<f64>,
    pub covariance: DMatrix<f64>,
    pub variances: Variances,
    pub converged: bool,
}

/// A step's view of the data: gradient and Hessian of the log posterior.
struct Curvature {
    log_posterior: f64,
    gradient: DVector<f64>,
    hessian: DMatrix<f64>,
}

impl Problem<'_> {
    fn width(&self) -> usize {
        1 + self.terms.iter().map(|t| t.width).sum::<usize>()
    }

    /// Fits. From `start` the variances are kept as they are, else found by empirical Bayes.
    pub fn fit(&self, start: Option<&Posterior>, most_steps: usize) -> Posterior {
        let mut variances = start.map_or_else(|| Variances::first(self.terms), |p| p.variances.clone());
        let mut weights = start.map_or_else(
            || {
                let share = (self.won.iter().filter(|w| **w).count() as f64 + 0.5) / (self.won.len() as f64 + 1.0);
                let mut zero = DVector::zeros(self.width());
                zero[0] = (share / (1.0 - share)).ln();
                zero
            },
            |p| p.weights.clone(),
        );
        let mut converged = false;
        let mut factor = None;
        for _ in 0..most_steps {
            let precision = variances.precision();
            let here = self.curvature(&weights, &precision);
            let Some(chol) = Cholesky::new(here.hessian) else { break };
            let step = chol.solve(&here.gradient);
            let (stepped, moved) = self.search(&weights, &step, &precision, here.log_posterior);
            weights = stepped;
            // Newton's error is of the order of the square of its last step.
            let mut settled = moved < 3e-4;
            if start.is_none() {
                settled = variances.update(&weights, &marginal(&chol)) < 0.05 && moved < 1e-3;
            }
            factor = Some(chol);
            if settled {
                converged = true;
                break;
            }
        }
        if start.is_none() {
            let spread = self.curvature(&weights, &variances.mean().precision());
            factor = Cholesky::new(spread.hessian).or(factor);
        }
        let mut covariance = factor.map_or_else(|| DMatrix::zeros(self.width(), self.width()), |chol| chol.inverse());
        variances.widen(&mut covariance, &weights);
        Posterior { weights, covariance, variances, converged }
    }

    /// The linear predictor of every row.
    pub fn predictor(&self, weights: &DVector<f64>) -> Vec<f64> {
        let mut eta = vec![weights[0]; self.won.len()];
        let mut at = 1;
        for (term, codes) in self.terms.iter().zip(self.codes) {
            let effects = effects(term, &weights.as_slice()[at..at + term.width]);
            at += term.width;
            for (eta, code) in eta.iter_mut().zip(codes) {
                *eta += effects[usize::from(*code)];
            }
        }
        eta
    }

    fn log_posterior(&self, eta: &[f64], weights: &DVector<f64>, precision: &DVector<f64>) -> f64 {
        let fit: f64 = eta.iter().zip(self.won).map(|(&eta, &won)| log_likelihood(eta, won)).sum();
        fit - 0.5 * weights.component_mul(weights).dot(precision)
    }

    fn curvature(&self, weights: &DVector<f64>, precision: &DVector<f64>) -> Curvature {
        let eta = self.predictor(weights);
        let log_posterior = self.log_posterior(&eta, weights, precision);
        let (mut residual, mut weight) = (Vec::with_capacity(eta.len()), Vec::with_capacity(eta.len()));
        for (eta, won) in eta.iter().zip(self.won) {
            let p = logistic(*eta);
            residual.push(f64::from(u8::from(*won)) - p);
            weight.push(p * (1.0 - p));
        }
        let width = self.width();
        let mut gradient = DVector::zeros(width);
        let mut hessian = DMatrix::zeros(width, width);
        gradient[0] = residual.iter().sum::<f64>();
        hessian[(0, 0)] = weight.iter().sum::<f64>();
        let starts: Vec<usize> = self.starts();
        for ((term, codes), &from) in self.terms.iter().zip(self.codes).zip(&starts) {
            let mut sums = vec![(0.0, 0.0); term.cells() + 1];
            for ((code, r), w) in codes.iter().zip(&residual).zip(&weight) {
                let sum = &mut sums[usize::from(*code)];
                sum.0 += r;
                sum.1 += w;
            }
            for (row, (r, w)) in term.basis.chunks_exact(term.width).zip(&sums) {
                for (i, b) in row.iter().enumerate() {
                    gradient[from + i] += b * r;
                    hessian[(from + i, 0)] += b * w;
                }
            }
        }
        let pairs: Vec<(usize, usize)> = (0..self.terms.len()).flat_map(|s| (0..=s).map(move |t| (s, t))).collect();
        let blocks: Vec<Vec<f64>> = pairs.par_iter().map(|&(s, t)| self.block(s, t, &weight)).collect();
        for (&(s, t), block) in pairs.iter().zip(&blocks) {
            for (i, row) in block.chunks_exact(self.terms[t].width).enumerate() {
                for (j, value) in row.iter().enumerate() {
                    hessian[(starts[s] + i, starts[t] + j)] = *value;
                }
            }
        }
        hessian.fill_upper_triangle_with_lower_triangle();
        gradient -= weights.component_mul(precision);
        for (i, precision) in precision.iter().enumerate() {
            hessian[(i, i)] += precision;
        }
        Curvature { log_posterior, gradient, hessian }
    }

    fn starts(&self) -> Vec<usize> {
        self.terms
            .iter()
            .scan(1, |at, term| {
                let start = *at;
                *at += term.width;
                Some(start)
            })
            .collect()
    }

    /// `Aᵀ T B`, row-major.
    fn block(&self, s: usize, t: usize, weight: &[f64]) -> Vec<f64> {
        let (a, b) = (&self.terms[s], &self.terms[t]);
        let mut out = vec![0.0; a.width * b.width];
        let wide = b.cells() + 1;
        if s == t {
            let mut sums = vec![0.0; wide];
            for (code, w) in self.codes[s].iter().zip(weight) {
                sums[usize::from(*code)] += w;
            }
            for (row, w) in a.basis.chunks_exact(a.width).zip(&sums) {
                for (out, x) in out.chunks_exact_mut(a.width).zip(row) {
                    add_scaled(out, row, x * w);
                }
            }
            return out;
        }
        let mut table = vec![0.0; (a.cells() + 1) * wide];
        for ((i, j), w) in self.codes[s].iter().zip(&self.codes[t]).zip(weight) {
            table[usize::from(*i) * wide + usize::from(*j)] += w;
        }
        let mut product = vec![0.0; b.width];
        for (row, sums) in a.basis.chunks_exact(a.width).zip(table.chunks_exact(wide)) {
            product.fill(0.0);
            for (basis, sum) in b.basis.chunks_exact(b.width).zip(sums) {
                add_scaled(&mut product, basis, *sum);
            }
            for (out, x) in out.chunks_exact_mut(b.width).zip(row) {
                add_scaled(out, &product, *x);
            }
        }
        out
    }

    /// Halves the step until the log posterior rises; says how far the weights moved at most.
    fn search(
        &self,
        weights: &DVector<f64>,
        step: &DVector<f64>,
        precision: &DVector<f64>,
        before: f64,
    ) -> (DVector<f64>, f64) {
        let mut share = 1.0;
        for _ in 0..12 {
            let tried = weights + step * share;
            let eta = self.predictor(&tried);
            if self.log_posterior(&eta, &tried, precision) >= before - 1e-9 * before.abs() {
                return (tried, step.amax() * share);
            }
            share /= 2.0;
        }
        (weights.clone(), 0.0)
    }
}

/// What a term adds in each of its cells.
pub(super) fn effects(term: &Term, weights: &[f64]) -> Vec<f64> {
    if term.width == 0 {
        return vec![0.0];
    }
    term.basis.chunks_exact(term.width).map(|row| row.iter().zip(weights).map(|(b, w)| b * w).sum()).collect()
}

fn add_scaled(out: &mut [f64], row: &[f64], scale: f64) {
    if scale != 0.0 {
        for (out, x) in out.iter_mut().zip(row) {
            *out += scale * x;
        }
    }
}

/// The diagonal of the inverse, from the columns of the inverse of the triangle.
fn marginal(chol: &Cholesky<f64, Dyn>) -> Vec<f64> {
    let lower = chol.l_dirty();
    let n = lower.nrows();
    let columns: Vec<f64> = (0..n)
        .into_par_iter()
        .map(|j| {
            let mut x = vec![0.0; n];
            x[j] = 1.0;
            let mut squares = 0.0;
            for i in j..n {
                let value = x[i] / lower[(i, i)];
                squares += value * value;
                let column = &lower.column(i).data.into_slice()[i + 1..];
                add_scaled(&mut x[i + 1..], column, -value);
            }
            squares
        })
        .collect();
    columns
}

/// ln P(won or lost | linear predictor), without overflow.
pub(super) fn log_likelihood(eta: f64, won: bool) -> f64 {
    -softplus(if won { -eta } else { eta })
}

#[cfg(test)]
mod tests;
