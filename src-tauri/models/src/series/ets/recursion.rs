//! The recursions, and the likelihood they leave behind.

use super::{Form, Noise, Season};

/// How fast each state follows the surprises.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smoothing {
    /// Of the level, 0 to 1.
    pub alpha: f64,
    /// Of the trend, 0 to `alpha`.
    pub beta: f64,
    /// Of the season, 0 to 1 − `alpha`.
    pub gamma: f64,
    /// What remains of the trend after one step, 0.8 to 0.98 when damped, else 1.
    pub phi: f64,
}

/// Where a series stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    pub(super) level: f64,
    pub(super) trend: f64,
    /// One for each step of a season; the next to be used is at `at`.
    pub(super) season: Vec<f64>,
    pub(super) at: usize,
}

/// What a run over a series leaves: enough for the likelihood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Σ e², relative errors where the noise is multiplicative.
    pub(super) squares: f64,
    /// Σ ln |μ| where the noise is multiplicative, else 0.
    pub(super) log_scale: f64,
}

impl State {
    /// Runs over `y` and moves the state to its end. `None` when a multiplicative part meets a level that is not
    /// positive.
    pub(super) fn run(&mut self, form: Form, by: &Smoothing, y: &[f64]) -> Option<Run> {
        let relative = form.noise == Noise::Multiplicative;
        let (mut level, mut trend, mut at) = (self.level, self.trend, self.at);
        let (mut squares, mut log_scale, mut product) = (0.0, 0.0, 1.0_f64);
        for &y in y {
            let drift = by.phi * trend;
            let base = level + drift;
            let mut factor = 1.0;
            let fitted = match form.season {
                Season::None => base,
                Season::Additive => base + self.season[at],
                Season::Multiplicative => {
                    factor = self.season[at];
                    if base <= 0.0 || factor <= 0.0 {
                        return None;
                    }
                    base * factor
                }
            };
            let error = y - fitted;
            if relative {
                if fitted <= 0.0 {
                    return None;
                }
                squares += (error / fitted) * (error / fitted);
                // A product of a few hundred numbers near one costs one logarithm instead of hundreds.
                product *= fitted;
                if !(1e-100..1e100).contains(&product) {
                    log_scale += product.ln();
                    product = 1.0;
                }
            } else {
                squares += error * error;
            }
            match form.season {
                Season::None => {
                    level = base + by.alpha * error;
                    trend = drift + by.beta * error;
                }
                Season::Additive => {
                    level = base + by.alpha * error;
                    trend = drift + by.beta * error;
                    self.season[at] += by.gamma * error;
                    at = if at + 1 == self.season.len() { 0 } else { at + 1 };
                }
                Season::Multiplicative => {
                    level = base + by.alpha * error / factor;
                    trend = drift + by.beta * error / factor;
                    self.season[at] = factor + by.gamma * error / base;
                    at = if at + 1 == self.season.len() { 0 } else { at + 1 };
                }
            }
        }
        (self.level, self.trend, self.at) = (level, trend, at);
        Some(Run { squares, log_scale: log_scale + product.ln() })
    }
}

impl Run {
    /// What the fit lowers: minus twice the log-likelihood without its constants, over `n` observations; HKOS eq. 5.2.
    pub(super) fn cost(self, n: usize) -> f64 {
        // A perfect fit would be minus infinity; observations are of order one here, and no better than this.
        n as f64 * self.squares.max(1e-24 * n as f64).ln() + 2.0 * self.log_scale
    }

    /// The log-likelihood with its constants, the variance at its estimate `squares / n`.
    pub(super) fn log_likelihood(self, n: usize) -> f64 {
        let n_ = n as f64;
        -0.5 * (self.cost(n) - n_ * n_.ln() + n_ * ((2.0 * std::f64::consts::PI).ln() + 1.0))
    }
}
