//! The series freed of its seasons, for methods that know none, and the seasons put back.

use super::mstl::mstl;
use super::path::Path;
use super::season::{Kind, is_seasonal, seasonal_indices};

/// The longest season that classical decomposition takes off; longer ones, and several, are left to MSTL.
const LONGEST_CLASSICAL: usize = 24;

/// A series without its seasons.
#[derive(Debug, Clone)]
pub(super) struct Adjusted {
    /// Its values.
    pub(super) values: Vec<f64>,
    /// What to add to, then to multiply, each step to come with.
    ahead: Vec<(f64, f64)>,
    /// What variances seen within the series are too small by, and the uncertainty of the season itself.
    spread: f64,
}

/// What each step of a season costs: the numbers that MSTL takes from the data for its curve over the years lower the
/// residuals and make the end of the curve, which is what is forecast, uncertain.
///
/// The value under which simulated weeks fall into their intervals as often as they should
/// (`cargo xtask bench models series`).
const COST_OF_A_STEP: f64 = 10.0;

impl Adjusted {
    /// Takes off those of `periods` that the series shows: as factors where all values are positive, else as
    /// differences.
    pub(super) fn of(y: &[f64], periods: &[usize], horizon: usize) -> Self {
        let shown: Vec<usize> = periods.iter().copied().filter(|period| is_seasonal(y, *period)).collect();
        let positive = y.iter().all(|y| *y > 0.0);
        let found = match shown.as_slice() {
            [] => None,
            [period] if *period <= LONGEST_CLASSICAL => {
                let kind = if positive { Kind::Multiplicative } else { Kind::Additive };
                seasonal_indices(y, *period, kind).map(|seasonal| Self {
                    values: seasonal.remove(y),
                    ahead: (y.len()..y.len() + horizon).map(|t| seasonal.at(t)).collect(),
                    spread: 1.0,
                })
            }
            several => Self::by_mstl(y, several, positive, horizon),
        };
        found.unwrap_or_else(|| Self { values: y.to_vec(), ahead: Vec::new(), spread: 1.0 })
    }

    fn by_mstl(y: &[f64], periods: &[usize], positive: bool, horizon: usize) -> Option<Self> {
        let values: Vec<f64> = if positive { y.iter().map(|y| y.ln()).collect() } else { y.to_vec() };
        let parts = mstl(&values, periods)?;
        let mut ahead = vec![0.0; horizon];
        for (period, season) in periods.iter().zip(&parts.seasons) {
            for (h, sum) in ahead.iter_mut().enumerate() {
                *sum += season[season.len() - period + h % period];
            }
        }
        let free = |t: usize| values[t] - parts.seasons.iter().map(|s| s[t]).sum::<f64>();
        let free = (0..y.len()).map(free);
        let spread = 1.0 + COST_OF_A_STEP * periods.iter().sum::<usize>() as f64 / y.len() as f64;
        Some(if positive {
            let ahead = ahead.into_iter().map(|a| (0.0, a.exp())).collect();
            Self { values: free.map(f64::exp).collect(), ahead, spread }
        } else {
            Self { values: free.collect(), ahead: ahead.into_iter().map(|a| (a, 1.0)).collect(), spread }
        })
    }

    /// A season was found and taken off.
    pub(super) fn is_seasonal(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// The steps to come with their seasons.
    pub(super) fn put_back(&self, mut path: Path) -> Path {
        for (h, (add, factor)) in self.ahead.iter().enumerate().take(path.mean.len()) {
            path.mean[h] = (path.mean[h] + add) * factor;
            path.variance[h] *= factor * factor * self.spread;
        }
        path
    }
}
