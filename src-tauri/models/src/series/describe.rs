//! The past of a series in a few words: where it goes, where it broke, what stands out.

use super::anomalies::{Anomaly, anomalies};
use super::changes::{Change, changes};
use super::is_seasonal;
use super::season::{Kind, seasonal_indices};
use super::trend::{Trend, mann_kendall};

/// The most observations that are looked at, the newest ones: the trend test compares every pair.
const MOST: usize = 5_000;

/// What can be said of the past.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The trend without the season; `None` for fewer than eight observations.
    pub trend: Option<Trend>,
    /// Changes of the level beyond season and trend.
    pub changes: Vec<Change>,
    /// Observations that stand out of season and trend.
    pub anomalies: Vec<Anomaly>,
}

/// Describes `series`, oldest first, with a season of `period` (below 2: none). The season is taken off before trend
/// and changes are looked for, and a trend that is more than chance before changes are; levels in [`Past::changes`] are
/// those of the series without both. What is too short for one of them, or holds a value that is not finite, has none.
pub fn describe(series: &[f64], period: usize) -> Past {
    let from = series.len().saturating_sub(MOST);
    let values = &series[from..];
    let kind = if values.iter().all(|y| *y > 0.0) { Kind::Multiplicative } else { Kind::Additive };
    let seasonal = is_seasonal(values, period).then(|| seasonal_indices(values, period, kind)).flatten();
    let mut level = seasonal.map_or_else(|| values.to_vec(), |seasonal| seasonal.remove(values));
    let trend = mann_kendall(&level).ok();
    if let Some(trend) = trend.filter(|trend| trend.direction != super::trend::Direction::Steady) {
        for (t, y) in level.iter_mut().enumerate() {
            *y = (*y - trend.slope * t as f64).clamp(f64::MIN, f64::MAX);
        }
    }
    let mut changes = changes(&level).unwrap_or_default();
    let mut anomalies = anomalies(values, period).unwrap_or_default();
    changes.iter_mut().for_each(|change| change.at += from);
    anomalies.iter_mut().for_each(|anomaly| anomaly.at += from);
    Past { trend, changes, anomalies }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::trend::Direction;

    #[test]
    fn a_rise_with_a_season_is_no_change_but_a_break_in_it_is() {
        let jitter = |t: usize| [0.3, -0.5, 0.2, 0.4, -0.4, -0.1, 0.1][t * t % 7];
        let season = [0.0, 4.0, -2.0, -2.0];
        let rise = |t: usize| 50.0 + 0.5 * t as f64 + season[t % 4] + jitter(t);
        let steady: Vec<f64> = (0..80).map(rise).collect();
        let past = describe(&steady, 4);
        assert_eq!(past.trend.map(|trend| trend.direction), Some(Direction::Rising));
        assert!(past.changes.is_empty() && past.anomalies.is_empty(), "{past:?}");
        let broken: Vec<f64> = (0..80).map(|t| rise(t) + if t < 50 { 0.0 } else { 12.0 }).collect();
        let past = describe(&broken, 4);
        assert!(past.changes.iter().any(|change| change.at.abs_diff(50) <= 1), "{past:?}");
    }

    #[test]
    fn too_little_says_nothing() {
        assert_eq!(describe(&[], 12), Past { trend: None, changes: Vec::new(), anomalies: Vec::new() });
        assert_eq!(describe(&[f64::NAN; 20], 2).trend, None);
    }
}
