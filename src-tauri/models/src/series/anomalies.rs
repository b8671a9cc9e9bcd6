//! What does not fit: observations far from their trend and season, measured so that they cannot hide themselves.

use crate::Unanswerable;
use crate::median::median;

/// Observations that are needed.
pub const MIN_OBSERVATIONS: usize = 8;

/// Robust deviations from which on an observation stands out: Iglewicz & Hoaglin, *How to Detect and Handle Outliers*
/// (1993), section 3.
pub const OUTSTANDING: f64 = 3.5;

/// Positive values within this ratio are compared by their logarithms: sales vary in per cent.
const LARGEST_RATIO: f64 = 20.0;

/// An observation that stands out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anomaly {
    /// Its position.
    pub at: usize,
    /// What trend and season led to expect.
    pub expected: f64,
    /// How many robust standard deviations it lies above (or, negative, below).
    pub score: f64,
}

/// Observations of `series` (oldest first) that lie more than [`OUTSTANDING`] robust deviations from a running median
/// and, where there are two whole ones, the median of their step of the season.
///
/// The deviation is 1.4826 times the median absolute one; where more than half of all is exactly as expected, 1.2533
/// times the mean absolute one. Needs [`MIN_OBSERVATIONS`] finite values; a `period` below 2 is none.
pub fn anomalies(series: &[f64], period: usize) -> Result<Vec<Anomaly>, Unanswerable> {
    let n = series.len();
    if n < MIN_OBSERVATIONS {
        return Err(Unanswerable::TooLittle { needed: MIN_OBSERVATIONS, given: n });
    }
    if series.iter().any(|x| !x.is_finite()) {
        return Err(Unanswerable::NotFinite);
    }
    let largest = series.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    if largest == 0.0 {
        return Ok(Vec::new());
    }
    let smallest = series.iter().copied().fold(f64::INFINITY, f64::min);
    let ratios = smallest > 0.0 && smallest >= largest / LARGEST_RATIO;
    let y: Vec<f64> = series.iter().map(|x| if ratios { (x / largest).ln() } else { x / largest }).collect();
    let seasonal = period >= 2 && n >= 2 * period;
    let half = if seasonal { period.div_ceil(2) } else { 3 };
    let mut season = vec![0.0; n];
    if seasonal {
        let trend = running_median(&y, half);
        for step in 0..period {
            let mut own: Vec<f64> = (step..n).step_by(period).map(|t| y[t] - trend[t]).collect();
            let usual = median(&mut own);
            season.iter_mut().skip(step).step_by(period).for_each(|season| *season = usual);
        }
    }
    let free: Vec<f64> = y.iter().zip(&season).map(|(y, season)| y - season).collect();
    let expected: Vec<f64> = running_median(&free, half).iter().zip(&season).map(|(t, season)| t + season).collect();
    let off: Vec<f64> = (0..n).map(|t| y[t] - expected[t]).collect();
    let mut sizes: Vec<f64> = off.iter().map(|x| x.abs()).collect();
    let mean = sizes.iter().sum::<f64>() / n as f64;
    let robust = 1.4826 * median(&mut sizes);
    let sigma = if robust > 1e-12 { robust } else { 1.2533 * mean };
    if sigma <= 1e-12 {
        return Ok(Vec::new());
    }
    let found = off.iter().enumerate().filter(|(_, off)| off.abs() > OUTSTANDING * sigma);
    Ok(found
        .map(|(at, off)| Anomaly {
            at,
            expected: {
                let expected = if ratios { expected[at].exp() } else { expected[at] };
                (expected * largest).clamp(f64::MIN, f64::MAX)
            },
            score: off / sigma,
        })
        .collect())
}

/// The median of each value and up to `half` neighbours on each side, as many on one as on the other.
fn running_median(y: &[f64], half: usize) -> Vec<f64> {
    let n = y.len();
    let mut window = Vec::with_capacity(2 * half + 1);
    (0..n)
        .map(|t| {
            // At the ends the window stays whole: one observation must not be its own yardstick.
            let first = t.saturating_sub(half).min(n.saturating_sub(2 * half + 1));
            window.clear();
            window.extend_from_slice(&y[first..n.min(first + 2 * half + 1)]);
            median(&mut window)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_december_is_no_anomaly_but_a_missing_one_is() {
        let season = [0.0, -3.0, 1.0, 0.0, 1.0, 2.0, 0.0, -1.0, 0.0, 2.0, 5.0, 30.0];
        let mut y: Vec<f64> = (0..60).map(|t| 100.0 + season[t % 12] + [0.5, -0.4, 0.2, -0.3, 0.1][t % 5]).collect();
        assert_eq!(anomalies(&y, 12), Ok(Vec::new()));
        y[47] -= 30.0;
        y[20] += 12.0;
        let found = anomalies(&y, 12).unwrap();
        assert_eq!(found.iter().map(|a| a.at).collect::<Vec<_>>(), [20, 47]);
        assert!(found[0].score > 0.0 && found[1].score < 0.0);
        assert!((found[1].expected - 130.0).abs() < 2.0, "{found:?}");
    }

    #[test]
    fn a_flat_series_has_none() {
        assert_eq!(anomalies(&[3.0; 10], 1), Ok(Vec::new()));
        let mut spike = [3.0; 20];
        spike[9] = 80.0;
        assert_eq!(anomalies(&spike, 1).unwrap().iter().map(|a| a.at).collect::<Vec<_>>(), [9]);
        assert_eq!(anomalies(&[3.0; 7], 1), Err(Unanswerable::TooLittle { needed: 8, given: 7 }));
    }

    proptest! {
        #[test]
        fn scores_are_finite_and_scale_does_not_matter(series in prop::collection::vec(-1e6..1e6_f64, 8..50), period in 0_usize..9) {
            let found = anomalies(&series, period).unwrap();
            prop_assert!(found.iter().all(|a| a.score.is_finite() && a.expected.is_finite()));
            let larger: Vec<f64> = series.iter().map(|x| x * 1024.0).collect();
            let again = anomalies(&larger, period).unwrap();
            prop_assert_eq!(found.iter().map(|a| a.at).collect::<Vec<_>>(), again.iter().map(|a| a.at).collect::<Vec<_>>());
        }
    }
}
