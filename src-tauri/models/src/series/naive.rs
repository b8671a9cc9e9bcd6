//! What everything else has to beat: the same value as one season ago.

use super::path::Path;

/// The last season again, or the last value where `period` is 1; the variance grows by that of one seasonal difference
/// with every whole season (Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., section 5.5).
///
/// `y` is oldest first and not empty; a period longer than it counts as 1.
pub fn seasonal_naive(y: &[f64], period: usize, horizon: usize) -> Path {
    let n = y.len();
    let period = if period < n { period.max(1) } else { 1 };
    let differences = y[period.min(n)..].iter().zip(y).map(|(now, before)| (now - before).powi(2));
    let variance = differences.sum::<f64>() / (n - period.min(n)).max(1) as f64;
    let mut path = Path::with_capacity(horizon);
    for h in 0..horizon {
        path.push(y[n - period + h % period], variance * (1 + h / period) as f64);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_season_comes_again() {
        let path = seasonal_naive(&[1.0, 2.0, 3.0, 5.0, 6.0, 7.0], 3, 4);
        assert_eq!(path.mean, [5.0, 6.0, 7.0, 5.0]);
        assert_eq!(path.variance, [16.0, 16.0, 16.0, 32.0]);
        assert_eq!(seasonal_naive(&[1.0, 4.0], 12, 2).mean, [4.0, 4.0]);
        assert_eq!(seasonal_naive(&[4.0], 1, 2), Path { mean: vec![4.0; 2], variance: vec![0.0, 0.0] });
    }
}
