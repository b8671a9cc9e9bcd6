//! Smoothing by straight lines fitted near each point.

use std::ops::RangeInclusive;

/// Local linear regression with tricube weights over the `window` nearest of `y`, evaluated at `at` (whole positions,
/// also beyond the ends); Cleveland, Cleveland, McRae & Terpenning (1990), section 2.1. `y` is not empty.
pub(super) fn loess(y: &[f64], window: usize, at: RangeInclusive<isize>) -> Vec<f64> {
    let n = y.len();
    let near = window.clamp(2, n.max(2)).min(n);
    at.map(|x| {
        let middle = x.clamp(0, n as isize - 1) as usize;
        let first = middle.saturating_sub((near - 1) / 2).min(n - near);
        let x = x as f64;
        let farthest = (x - first as f64).abs().max((x - (first + near - 1) as f64).abs());
        // A window longer than the series reaches farther than its points.
        let reach = (farthest + (window.saturating_sub(n) / 2) as f64).max(1.0) * 1.001;
        let (mut w, mut wx, mut wy, mut wxx, mut wxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (i, y) in y.iter().enumerate().skip(first).take(near) {
            let d = i as f64 - x;
            let share = (d / reach).abs();
            let weight = (1.0 - share * share * share).powi(3);
            w += weight;
            wx += weight * d;
            wy += weight * y;
            wxx += weight * d * d;
            wxy += weight * d * y;
        }
        let spread = wxx - wx * wx / w;
        if spread > 1e-9 * w { (wy - wx * (wxy - wx * wy / w) / spread) / w } else { wy / w }
    })
    .collect()
}

/// The plain moving average of `length`: that much less one shorter than `y`.
pub(super) fn moving_average(y: &[f64], length: usize) -> Vec<f64> {
    y.windows(length).map(|window| window.iter().sum::<f64>() / length as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_a_line_also_beyond_its_ends() {
        let y: Vec<f64> = (0..20).map(|t| 3.0 - 0.5 * f64::from(t)).collect();
        for window in [3, 7, 41] {
            for (x, value) in (-2..=22).zip(loess(&y, window, -2..=22)) {
                assert!((value - 3.0 + 0.5 * f64::from(x)).abs() < 1e-9, "{window} {x} {value}");
            }
        }
        assert_eq!(loess(&[5.0], 7, -1..=1), [5.0; 3]);
        assert_eq!(moving_average(&[1.0, 2.0, 6.0], 2), [1.5, 4.0]);
    }
}
