//! A forecast for anything: every method is tried on the series' own past, and only what did well there is offered.

mod candidates;
mod interval;
mod rolling;

use rayon::prelude::*;

use self::candidates::{Known, candidates};
use self::rolling::Trial;
use super::naive::seasonal_naive;
use crate::Unanswerable;

pub use interval::Interval;

/// Fewer observations are no series.
pub const MIN_OBSERVATIONS: usize = 3;

/// The farthest that is looked ahead.
pub const MAX_HORIZON: usize = 10_000;

/// The way a forecast was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// The same as one season ago; the last value where there is no season.
    SeasonalNaive,
    /// Simple exponential smoothing.
    Simple,
    /// Holt's linear trend.
    Holt,
    /// A trend that fades out.
    Damped,
    /// The Theta method.
    Theta,
    /// The dynamic optimised Theta method.
    DynamicTheta,
    /// Exponential smoothing with error, trend and season chosen by AICc.
    Ets,
    /// The median of several of these at each step.
    Median,
    /// Half way between the median and the seasonal naive.
    HalfNaive,
}

impl Method {
    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::SeasonalNaive => "seasonal_naive",
            Self::Simple => "ses",
            Self::Holt => "holt",
            Self::Damped => "damped",
            Self::Theta => "theta",
            Self::DynamicTheta => "dynamic_theta",
            Self::Ets => "ets",
            Self::Median => "median",
            Self::HalfNaive => "half_naive",
        }
    }
}

/// How the method did on the series' own past, from several origins one after the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rolling {
    /// Mean absolute scaled error of what is offered; 1 is the one-step seasonal naive within the series.
    /// Hyndman & Koehler (2006), International Journal of Forecasting 22(4), 679–688.
    pub mase: f64,
    /// That of the seasonal naive from the same origins.
    pub naive_mase: f64,
    /// How many origins.
    pub origins: usize,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The way it was made.
    pub method: Method,
    /// The season was found in the data; false also when there are fewer than two whole seasons to see it in.
    pub seasonal: bool,
    /// The expected values, nearest first.
    pub mean: Vec<f64>,
    /// Holds 80 % of what will be seen, step by step.
    pub interval80: Vec<Interval>,
    /// Holds 95 %.
    pub interval95: Vec<Interval>,
    /// How it did on the past; `None` when the series is too short to hold a part back.
    pub rolling: Option<Rolling>,
}

/// One series to forecast.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The values at equal distances, oldest first, any finite numbers.
    pub values: &'a [f64],
    /// The lengths of its seasons in steps: `[12]` for months, `[7]` for days, several for hours, `[]` or `[1]` for none.
    pub periods: &'a [usize],
    /// How many steps to look ahead.
    pub horizon: usize,
}

/// The forecast of one series.
///
/// The method is the median of damped trend, dynamic Theta and ETS unless another did clearly better on the series' own
/// past; where the seasonal naive did better there, it is what is offered. A series too short to hold anything back stays
/// at its smoothed level. A series without negative values has no negative forecast. Scaling the series scales the answer.
///
/// Needs [`MIN_OBSERVATIONS`] finite values and a horizon of 1 to [`MAX_HORIZON`].
pub fn forecast(task: Task<'_>) -> Result<Forecast, Unanswerable> {
    let unit = Unit::of(&task)?;
    let (y, periods, horizon) = (&unit.values, &unit.periods, task.horizon);
    let trial = Trial::run(y, periods, horizon);
    // A trend through a handful of points is a guess: what cannot be tried stays at its level.
    let method = trial.as_ref().map_or(Method::Simple, Trial::choice);
    let (method, path) = candidates(y, periods, horizon, &mut Known::default())
        .into_iter()
        .find(|(candidate, _)| *candidate == method)
        .unwrap_or_else(|| (Method::SeasonalNaive, seasonal_naive(y, 1, horizon)));
    let seasonal = periods.iter().any(|period| super::is_seasonal(y, *period));
    let widen = interval::widening(trial.as_ref().map(|trial| trial.surprise(method)), y.len());
    let interval = |share| {
        let half = interval::quantile(share, y.len()) * widen;
        let around = path.mean.iter().zip(&path.variance);
        let cut = around.map(|(mean, variance)| {
            let half = half * variance.max(0.0).sqrt();
            Interval { low: unit.back(mean - half), high: unit.back(mean + half) }
        });
        cut.collect()
    };
    Ok(Forecast {
        method,
        seasonal,
        mean: path.mean.iter().map(|mean| unit.back(*mean)).collect(),
        interval80: interval(0.8),
        interval95: interval(0.95),
        rolling: trial.as_ref().map(|trial| trial.rolling(method)),
    })
}

/// The expected values of every method that fits the series, untried; errors as in [`forecast`].
pub fn every_method(task: Task<'_>) -> Result<Vec<(Method, Vec<f64>)>, Unanswerable> {
    let unit = Unit::of(&task)?;
    let all = candidates(&unit.values, &unit.periods, task.horizon, &mut Known::default());
    Ok(all.into_iter().map(|(method, path)| (method, path.mean.iter().map(|m| unit.back(*m)).collect())).collect())
}

/// A series in units of its largest value, so that nothing overflows and answers scale with it.
struct Unit {
    values: Vec<f64>,
    periods: Vec<usize>,
    scale: f64,
    floor: f64,
}

impl Unit {
    fn of(task: &Task<'_>) -> Result<Self, Unanswerable> {
        let Task { values, periods, horizon } = *task;
        if values.len() < MIN_OBSERVATIONS {
            return Err(Unanswerable::TooLittle { needed: MIN_OBSERVATIONS, given: values.len() });
        }
        if values.iter().any(|value| !value.is_finite()) {
            return Err(Unanswerable::NotFinite);
        }
        if !(1..=MAX_HORIZON).contains(&horizon) {
            return Err(Unanswerable::OutOfRange { what: "horizon" });
        }
        let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        let scale = if largest > 0.0 { largest } else { 1.0 };
        Ok(Self {
            values: values.iter().map(|value| value / scale).collect(),
            periods: periods.iter().copied().filter(|period| *period > 1).collect(),
            scale,
            floor: if values.iter().all(|value| *value >= 0.0) { 0.0 } else { f64::MIN },
        })
    }

    fn back(&self, value: f64) -> f64 {
        (value * self.scale).clamp(f64::MIN, f64::MAX).max(self.floor)
    }
}

/// [`forecast`] of many series on all processors, in their order.
pub fn forecast_all(tasks: &[Task<'_>]) -> Vec<Result<Forecast, Unanswerable>> {
    tasks.par_iter().map(|task| forecast(*task)).collect()
}
