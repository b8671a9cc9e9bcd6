//! One normal distribution of a mixture.

use nalgebra::{DMatrix, DVector};

/// Added to every variance (features have variance 1 overall), so that a group of equals is no spike of infinite density.
const RIDGE: f64 = 1e-4;

/// Mean, and the factor that makes distances.
pub(super) struct Gaussian {
    pub(super) mean: Vec<f64>,
    /// The inverse of the lower Cholesky factor of the covariance, row by row.
    whiten: Vec<f64>,
    /// The logarithm of the density at the mean.
    log_top: f64,
}

impl Gaussian {
    /// The distribution of weighted rows, and their share of all. `None` when hardly a row has weight.
    pub(super) fn weighted(data: &[f64], width: usize, weights: &[f64]) -> Option<(f64, Self)> {
        let total: f64 = weights.iter().sum();
        if total < 2.0 {
            return None;
        }
        let mut mean = vec![0.0; width];
        for (row, w) in data.chunks_exact(width).zip(weights) {
            for (mean, x) in mean.iter_mut().zip(row) {
                *mean += w * x / total;
            }
        }
        let mut covariance = DMatrix::<f64>::zeros(width, width);
        for (row, w) in data.chunks_exact(width).zip(weights).filter(|(_, w)| **w > 1e-12) {
            for i in 0..width {
                let by = w * (row[i] - mean[i]) / total;
                for j in 0..=i {
                    covariance[(i, j)] += by * (row[j] - mean[j]);
                }
            }
        }
        for i in 0..width {
            covariance[(i, i)] += RIDGE;
            for j in 0..i {
                covariance[(j, i)] = covariance[(i, j)];
            }
        }
        let lower = covariance.cholesky()?.l();
        let log_top = -0.5 * width as f64 * (2.0 * std::f64::consts::PI).ln()
            - lower.diagonal().iter().map(|x| x.ln()).sum::<f64>();
        let mut whiten = vec![0.0; width * width];
        for j in 0..width {
            let mut unit = DVector::<f64>::zeros(width);
            unit[j] = 1.0;
            let column = lower.solve_lower_triangular(&unit)?;
            for i in 0..width {
                whiten[i * width + j] = column[i];
            }
        }
        Some((total / weights.len() as f64, Self { mean, whiten, log_top }))
    }

    /// The logarithm of the density.
    pub(super) fn log_density(&self, row: &[f64]) -> f64 {
        let width = self.mean.len();
        let mut squares = 0.0;
        for i in 0..width {
            let whitened: f64 = (0..=i).map(|j| self.whiten[i * width + j] * (row[j] - self.mean[j])).sum();
            squares += whitened * whitened;
        }
        self.log_top - 0.5 * squares
    }
}
