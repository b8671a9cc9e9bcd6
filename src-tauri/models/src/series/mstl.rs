//! Several seasons at once: seasonal and trend decomposition by local regression, taken in turns.

use super::loess::{loess, moving_average};

/// The parts of a series; they add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// The trend.
    pub trend: Vec<f64>,
    /// One season for each period asked for, in the same order.
    pub seasons: Vec<Vec<f64>>,
    /// What is left.
    pub remainder: Vec<f64>,
}

/// How often each season is taken off again with all others gone; Bandara, Hyndman & Bergmeir use two.
const TURNS: usize = 2;

/// MSTL of Bandara, Hyndman & Bergmeir (2021, arXiv:2107.13462): the STL of Cleveland, Cleveland, McRae & Terpenning
/// (1990), Journal of Official Statistics 6(1), 3–73, for each period in turn, shortest first, on what the other
/// seasons leave. Seasonal windows are 7 + 4i for the i-th period.
///
/// `None` when a period is below 2 or the series shorter than two of it.
pub fn mstl(y: &[f64], periods: &[usize]) -> Option<Parts> {
    if periods.is_empty() || periods.iter().any(|p| *p < 2 || y.len() < 2 * p) {
        return None;
    }
    let mut order: Vec<usize> = (0..periods.len()).collect();
    order.sort_by_key(|i| periods[*i]);
    let mut seasons = vec![vec![0.0; y.len()]; periods.len()];
    let mut rest = y.to_vec();
    let mut trend = Vec::new();
    let turns = if periods.len() == 1 { 1 } else { TURNS };
    for _ in 0..turns {
        for (rank, &i) in order.iter().enumerate() {
            for (rest, season) in rest.iter_mut().zip(&seasons[i]) {
                *rest += season;
            }
            let (season, found) = stl(&rest, periods[i], 7 + 4 * (rank + 1));
            for (rest, season) in rest.iter_mut().zip(&season) {
                *rest -= season;
            }
            (seasons[i], trend) = (season, found);
        }
    }
    let remainder = rest.iter().zip(&trend).map(|(rest, trend)| rest - trend).collect();
    Some(Parts { trend, seasons, remainder })
}

/// One season and the trend by STL's inner loop (its section 2.2), two passes, without robustness weights.
fn stl(y: &[f64], period: usize, window: usize) -> (Vec<f64>, Vec<f64>) {
    let n = y.len();
    // Section 3.4 of the paper: the next odd number from 1.5 · period / (1 − 1.5 / window).
    let trend_window = (1.5 * period as f64 / (1.0 - 1.5 / window as f64)).ceil() as usize | 1;
    let mut trend = vec![0.0; n];
    let mut season = vec![0.0; n];
    for _ in 0..2 {
        // Each step of the season is smoothed over the years, one year beyond both ends.
        let mut longer = vec![0.0; n + 2 * period];
        for step in 0..period {
            let own: Vec<f64> = (step..n).step_by(period).map(|t| y[t] - trend[t]).collect();
            let last = own.len() as isize;
            for (year, value) in (-1..=last).zip(loess(&own, window, -1..=last)) {
                longer[((year + 1) as usize) * period + step] = value;
            }
        }
        let low = moving_average(&moving_average(&moving_average(&longer, period), period), 3);
        let low = loess(&low, period | 1, 0..=n as isize - 1);
        for t in 0..n {
            season[t] = longer[t + period] - low[t];
        }
        let free: Vec<f64> = y.iter().zip(&season).map(|(y, s)| y - s).collect();
        trend = loess(&free, trend_window, 0..=n as isize - 1);
    }
    (season, trend)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_seasons_and_a_trend_come_apart_and_add_up() {
        let wave = |t: usize, period: usize| (t as f64 / period as f64 * std::f64::consts::TAU).sin();
        let y: Vec<f64> = (0..280).map(|t| 0.02 * t as f64 + 2.0 * wave(t, 7) + 3.0 * wave(t, 28)).collect();
        let parts = mstl(&y, &[7, 28]).unwrap();
        for (t, y) in y.iter().enumerate() {
            let sum = parts.trend[t] + parts.seasons[0][t] + parts.seasons[1][t] + parts.remainder[t];
            assert!((sum - y).abs() < 1e-9);
            assert!((parts.seasons[0][t] - 2.0 * wave(t, 7)).abs() < 0.3, "{t}: {}", parts.seasons[0][t]);
            assert!((parts.seasons[1][t] - 3.0 * wave(t, 28)).abs() < 0.4, "{t}: {}", parts.seasons[1][t]);
        }
        assert_eq!(mstl(&y[..20], &[7, 28]), None);
    }
}
