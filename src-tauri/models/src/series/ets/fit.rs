//! Fitting one form, and choosing among all by the corrected information criterion.

use super::recursion::{Run, Smoothing, State};
use super::{Form, Noise, Season, Slope, start};
use crate::series::season::{Kind, Seasonal, seasonal_indices};
use crate::series::simplex::{MOST, Point, minimise};

/// The longest season that has states of its own; longer ones are taken off beforehand.
pub(in crate::series) const LONGEST_SEASON: usize = 24;

/// A fitted model at the end of its series.
#[derive(Debug, Clone, PartialEq)]
pub struct Ets {
    /// Which.
    pub form: Form,
    /// How fast it follows.
    pub smoothing: Smoothing,
    /// The log-likelihood, constants included.
    pub log_likelihood: f64,
    /// Akaike's criterion, corrected for short series; infinite when there are too few observations for it.
    pub aicc: f64,
    /// Variance of the one-step errors (relative ones for multiplicative noise), corrected for what was estimated.
    pub variance: f64,
    /// Level before the first observation.
    pub first_level: f64,
    /// Trend before the first observation.
    pub first_trend: f64,
    pub(super) end: State,
}

/// Fits one form to `y` (oldest first, of order one, at least three), with seasons of `period`.
///
/// Smoothing parameters, first level and first trend by maximum likelihood; the first seasons stay where a classical
/// decomposition puts them. `None` when the form does not fit the data: multiplicative parts need positive values, a
/// season two whole ones, and estimates fewer than observations.
pub fn fit(form: Form, y: &[f64], period: usize) -> Option<Ets> {
    let seasonal = match form.season {
        Season::None => None,
        Season::Additive => Some(seasonal_indices(y, period, Kind::Additive)?),
        Season::Multiplicative => Some(seasonal_indices(y, period, Kind::Multiplicative)?),
    };
    fit_from(form, y, seasonal.as_ref(), None)
}

/// [`fit`], given the seasons and, where one is known, a fit to a part of the series to start from.
pub(in crate::series) fn fit_from(
    form: Form,
    y: &[f64],
    seasonal: Option<&Seasonal>,
    near: Option<&Smoothing>,
) -> Option<Ets> {
    let n = y.len();
    let period = seasonal.map_or(1, |s| s.indices().len());
    let multiplicative = form.noise == Noise::Multiplicative || form.season == Season::Multiplicative;
    if n < 3 || multiplicative && y.iter().any(|y| *y <= 0.0) {
        return None;
    }
    let first = start::state(form, y, seasonal);
    let spread = {
        let mean = y.iter().sum::<f64>() / n as f64;
        (y.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / n as f64).sqrt().max(1e-6)
    };
    let layout = Layout::of(form);
    let mut scratch = first.clone();
    let mut cost = |point: &Point| {
        let (by, level, trend) = layout.read(point, &first);
        (scratch.level, scratch.trend, scratch.at) = (level, trend, 0);
        scratch.season.copy_from_slice(&first.season);
        scratch.run(form, &by, y).map_or(f64::MAX, |run| run.cost(n))
    };
    let (from, step) = layout.start(spread, near);
    let budget = 40 + 45 * layout.dimension;
    let (point, _) = minimise(layout.dimension, from, step, budget, &mut cost);
    let (smoothing, level, trend) = layout.read(&point, &first);
    let mut end = State { level, trend, ..first };
    let run = end.run(form, &smoothing, y)?;
    let finite = end.level.is_finite() && end.trend.is_finite() && run.squares.is_finite();
    finite.then(|| Ets {
        form,
        smoothing,
        log_likelihood: run.log_likelihood(n),
        aicc: aicc(run, n, form.parameters(period)),
        variance: run.squares / n.saturating_sub(form.parameters(1) - 1).max(1) as f64,
        first_level: level,
        first_trend: trend,
        end,
    })
}

fn aicc(run: Run, n: usize, parameters: usize) -> f64 {
    if n <= parameters + 1 {
        return f64::INFINITY;
    }
    let (n_, k) = (n as f64, parameters as f64);
    -2.0 * run.log_likelihood(n) + 2.0 * k + 2.0 * k * (k + 1.0) / (n_ - k - 1.0)
}

/// The form with the lowest AICc among those that fit: noise, trend and season together.
///
/// Additive seasons come with additive noise and multiplicative ones with multiplicative noise; the mixed forms are
/// left out for their instability, HKOS section 2.5.
pub fn choose(y: &[f64], period: usize) -> Option<Ets> {
    let mut best: Option<Ets> = None;
    let mut keep = |fitted: Option<Ets>| {
        if let Some(fitted) = fitted.filter(|f| best.as_ref().is_none_or(|b| f.aicc < b.aicc)) {
            best = Some(fitted);
        }
    };
    let seasons = [Season::None, Season::Additive, Season::Multiplicative];
    for season in seasons {
        let seasonal = match season {
            Season::None => None,
            _ if !(2..=LONGEST_SEASON).contains(&period) => continue,
            Season::Additive => seasonal_indices(y, period, Kind::Additive),
            Season::Multiplicative => seasonal_indices(y, period, Kind::Multiplicative),
        };
        if season != Season::None && seasonal.is_none() {
            continue;
        }
        for noise in [Noise::Additive, Noise::Multiplicative] {
            let mixed = matches!(
                (noise, season),
                (Noise::Additive, Season::Multiplicative) | (Noise::Multiplicative, Season::Additive)
            );
            for slope in [Slope::None, Slope::Additive, Slope::Damped] {
                if !mixed {
                    keep(fit_from(Form { noise, slope, season }, y, seasonal.as_ref(), None));
                }
            }
        }
    }
    best.or_else(|| fit(Form::SIMPLE, y, 1))
}

/// Which numbers of a search point are what.
struct Layout {
    form: Form,
    dimension: usize,
}

/// The ends of the damping, HKOS section 2.6.2: below, the trend is gone at once; above, it is not damped.
const PHI: (f64, f64) = (0.8, 0.98);

impl Layout {
    fn of(form: Form) -> Self {
        let slope = match form.slope {
            Slope::None => 0,
            Slope::Additive => 2,
            Slope::Damped => 3,
        };
        Self { form, dimension: 2 + slope + usize::from(form.season != Season::None) }
    }

    fn start(&self, spread: f64, near: Option<&Smoothing>) -> (Point, Point) {
        let (mut from, mut step) = ([0.0; MOST], [0.0; MOST]);
        let mut at = 0;
        let mut put = |value, size| {
            (from[at], step[at]) = (value, size);
            at += 1;
        };
        let by = near.copied().unwrap_or(Smoothing { alpha: 0.4, beta: 0.04, gamma: 0.06, phi: 0.95 });
        let alpha = by.alpha.clamp(0.02, 0.98);
        put(logit(alpha), 1.0);
        put(0.0, 0.3 * spread);
        if self.form.slope != Slope::None {
            put(logit((by.beta / alpha).clamp(0.01, 0.99)), 1.0);
            put(0.0, 0.05 * spread);
        }
        if self.form.slope == Slope::Damped {
            put(logit(((by.phi - PHI.0) / (PHI.1 - PHI.0)).clamp(0.02, 0.98)), -1.0);
        }
        if self.form.season != Season::None {
            put(logit((by.gamma / (1.0 - alpha)).clamp(0.01, 0.99)), 1.0);
        }
        (from, step)
    }

    fn read(&self, point: &Point, first: &State) -> (Smoothing, f64, f64) {
        let mut numbers = point.iter().copied();
        let mut next = || numbers.next().unwrap_or(0.0);
        let alpha = inside(next(), 1e-4, 0.9999);
        let level = first.level + next();
        let mut by = Smoothing { alpha, beta: 0.0, gamma: 0.0, phi: 1.0 };
        let mut trend = 0.0;
        if self.form.slope != Slope::None {
            by.beta = alpha * inside(next(), 1e-4, 0.9999);
            trend = first.trend + next();
        }
        if self.form.slope == Slope::Damped {
            by.phi = inside(next(), PHI.0, PHI.1);
        }
        if self.form.season != Season::None {
            by.gamma = (1.0 - alpha) * inside(next(), 1e-4, 0.9999);
        }
        (by, level, trend)
    }
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn inside(x: f64, low: f64, high: f64) -> f64 {
    low + (high - low) / (1.0 + (-x).exp())
}
