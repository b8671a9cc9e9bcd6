//! What a fitted model says of the steps to come.

use super::fit::Ets;
use super::{Noise, Season, Slope};
use crate::series::path::Path;

impl Ets {
    /// Means and variances of the next `horizon` steps; HKOS table 6.1 for additive noise, section 6.3 for
    /// multiplicative noise (its class 2 recursion, applied to the level without the season).
    pub fn path(&self, horizon: usize) -> Path {
        let (by, period) = (&self.smoothing, self.end.season.len());
        let mut path = Path::with_capacity(horizon);
        // θ of section 6.3, newest last, and the squared weights of past surprises.
        let (mut theta, mut weights) = (Vec::with_capacity(horizon), Vec::with_capacity(horizon));
        let (mut damped, mut fading, mut grown) = (0.0, 1.0, 0.0);
        for h in 1..=horizon {
            fading *= by.phi;
            damped += if self.form.slope == Slope::None { 0.0 } else { fading };
            let base = self.end.level + damped * self.end.trend;
            let season = if period == 0 { 0.0 } else { self.end.season[(self.end.at + h - 1) % period] };
            let (mean, factor) = match self.form.season {
                Season::None => (base, 1.0),
                Season::Additive => (base + season, 1.0),
                Season::Multiplicative => (base * season, season),
            };
            let variance = match self.form.noise {
                Noise::Additive => self.variance * (1.0 + grown) * factor * factor,
                Noise::Multiplicative => {
                    let past: f64 = weights.iter().rev().zip(&theta).map(|(w, t): (&f64, &f64)| w * t).sum();
                    let now = base * base + self.variance * past;
                    theta.push(now);
                    ((1.0 + self.variance) * now - base * base) * factor * factor
                }
            };
            path.push(mean, variance);
            let again = period > 0 && h % period == 0;
            let weight = by.alpha + by.beta * damped + if again { by.gamma } else { 0.0 };
            grown += weight * weight;
            weights.push(weight * weight);
        }
        path
    }
}
