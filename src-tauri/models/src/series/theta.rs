//! The Theta method: half the straight trend, half the recent level.

use super::ets::{Form, fit};
use super::path::Path;
use super::simplex::{MOST, minimise};

/// The standard method of Assimakopoulos & Nikolopoulos (2000), International Journal of Forecasting 16(4), 521–530,
/// in the form of Hyndman & Billah (2003), 19(2), 287–290: simple exponential smoothing with half the slope of the
/// regression line as drift.
///
/// `y` without season, oldest first, at least three. `None` when no level can be fitted.
pub fn theta(y: &[f64], horizon: usize) -> Option<Path> {
    let n = y.len() as f64;
    let simple = fit(Form::SIMPLE, y, 1)?;
    let mean = y.iter().sum::<f64>() / n;
    let middle = (n - 1.0) / 2.0;
    let (mut above, mut below) = (0.0, 0.0);
    for (t, y) in y.iter().enumerate() {
        above += (t as f64 - middle) * (y - mean);
        below += (t as f64 - middle).powi(2);
    }
    let drift = above / below / 2.0;
    let alpha = simple.smoothing.alpha;
    // Hyndman & Billah, eq. 12: the part of the drift that the level has not followed yet.
    let behind = (1.0 - (1.0 - alpha).powf(n)) / alpha;
    let mut path = simple.path(horizon);
    for (h, mean) in path.mean.iter_mut().enumerate() {
        *mean += drift * (h as f64 + behind);
    }
    Some(path)
}

/// The dynamic optimised method of Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), International Journal
/// of Forecasting 32(4), 1151–1161: the weight of the trend is fitted, and the trend is that of the past of each step.
///
/// `y` without season, oldest first, at least four. `None` when nothing finite can be fitted.
pub fn dynamic_theta(y: &[f64], horizon: usize) -> Option<Path> {
    if y.len() < 4 {
        return None;
    }
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    let spread = (y.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / y.len() as f64).sqrt().max(1e-6);
    let read = |p: &[f64; MOST]| Lines {
        level: y[0] + p[0],
        alpha: 0.02 + 0.97 / (1.0 + (-p[1]).exp()),
        weight: 1.0 / (1.0 + (-p[2]).exp()),
    };
    let mut from = [0.0; MOST];
    (from[0], from[1], from[2]) = (-y[0] / 2.0, 0.0, 0.0);
    let mut step = [0.0; MOST];
    (step[0], step[1], step[2]) = (spread, 1.0, 1.0);
    let (point, squares) = minimise(3, from, step, 220, |p| read(p).run(y, |_, _| ()).1);
    let lines = read(&point);
    let (mut walk, _) = lines.run(y, |_, _| ());
    let variance = squares / (y.len() - 3).max(1) as f64;
    let mut path = Path::with_capacity(horizon);
    for h in 0..horizon {
        let mean = lines.next(&walk);
        path.push(mean, variance * (1.0 + h as f64 * lines.alpha.powi(2)));
        walk = lines.step(&walk, mean);
    }
    path.is_finite().then_some(path)
}

/// The parameters: `weight` is 1 − 1/θ, 0 (no trend) to 1 (the whole line).
struct Lines {
    level: f64,
    alpha: f64,
    weight: f64,
}

/// Where the recursion stands after `t` observations.
#[derive(Clone, Copy)]
struct Walk {
    t: f64,
    level: f64,
    mean: f64,
    intercept: f64,
    slope: f64,
    /// (1 − α) to the power of `t`.
    decay: f64,
}

impl Lines {
    /// Eq. 16 of the paper: what is expected next.
    fn next(&self, at: &Walk) -> f64 {
        at.level
            + self.weight * (at.decay * at.intercept + (1.0 - at.decay * (1.0 - self.alpha)) / self.alpha * at.slope)
    }

    /// Eq. 17–20: level, mean, slope and intercept move with an observation.
    fn step(&self, at: &Walk, y: f64) -> Walk {
        let t = at.t + 1.0;
        let mean = (at.t * at.mean + y) / t;
        let slope = ((t - 2.0) * at.slope + 6.0 / t * (y - at.mean)) / (t + 1.0);
        Walk {
            t,
            level: self.alpha * y + (1.0 - self.alpha) * at.level,
            mean,
            slope,
            intercept: mean - slope * (t + 1.0) / 2.0,
            decay: at.decay * (1.0 - self.alpha),
        }
    }

    /// Runs over the series; the squared errors count from the third observation on, when a slope is known.
    fn run(&self, y: &[f64], mut each: impl FnMut(usize, f64)) -> (Walk, f64) {
        let mut walk = Walk {
            t: 1.0,
            level: self.alpha * y[0] + (1.0 - self.alpha) * self.level,
            mean: y[0],
            intercept: y[0],
            slope: 0.0,
            decay: 1.0 - self.alpha,
        };
        let mut squares = 0.0;
        for (t, &y) in y.iter().enumerate().skip(1) {
            let expected = self.next(&walk);
            each(t, expected);
            if t >= 2 {
                squares += (y - expected).powi(2);
            }
            walk = self.step(&walk, y);
        }
        (walk, squares)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_goes_on() {
        let y: Vec<f64> = (1..=30).map(f64::from).collect();
        let optimised = dynamic_theta(&y, 3).unwrap();
        // The standard method follows the level at once and adds half the slope.
        let standard = theta(&y, 3).unwrap();
        for h in 0..3 {
            assert!((optimised.mean[h] - (31 + h) as f64).abs() < 0.1, "{:?}", optimised.mean);
            assert!((standard.mean[h] - 30.0 - 0.5 * (h + 1) as f64).abs() < 0.1, "{:?}", standard.mean);
        }
    }

    #[test]
    fn a_flat_series_stays() {
        let path = dynamic_theta(&[0.5; 12], 4).unwrap();
        assert!(path.mean.iter().all(|m| (m - 0.5).abs() < 1e-3), "{:?}", path.mean);
    }
}
