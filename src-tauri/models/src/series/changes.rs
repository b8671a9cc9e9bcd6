//! Where a level broke: the fewest steps that explain a series.

use crate::Unanswerable;
use crate::median::median;

/// Observations on each side of a change, at least.
pub const MIN_SEGMENT: usize = 3;

/// Makes the median absolute deviation estimate the standard deviation of normal data.
const NORMAL: f64 = 1.4826;

/// A step from one level to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The position of the first observation on the new level.
    pub at: usize,
    /// The mean of the stretch before.
    pub before: f64,
    /// The mean of the stretch that begins here.
    pub after: f64,
}

/// Changes of the mean of `series` (oldest first), by the pruned exact linear time algorithm of Killick, Fearnhead &
/// Eckley (2012), Journal of the American Statistical Association 107(500), 1590–1598.
///
/// Costs are squared deviations in units of the noise, which is taken from the differences of neighbours; a change has
/// to gain 3 ln n (Zhang & Siegmund 2007). It assumes that observations scatter independently around a level: a trend or
/// a season is told as several steps, so take them off first. Needs twice [`MIN_SEGMENT`] finite values.
pub fn changes(series: &[f64]) -> Result<Vec<Change>, Unanswerable> {
    let n = series.len();
    if n < 2 * MIN_SEGMENT {
        return Err(Unanswerable::TooLittle { needed: 2 * MIN_SEGMENT, given: n });
    }
    if series.iter().any(|x| !x.is_finite()) {
        return Err(Unanswerable::NotFinite);
    }
    let largest = series.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    if largest == 0.0 {
        return Ok(Vec::new());
    }
    let y: Vec<f64> = series.iter().map(|x| x / largest).collect();
    let sigma = noise(&y);
    if sigma <= 1e-12 {
        return Ok(Vec::new());
    }
    // Sums of values and squares up to each position: the cost of any stretch in constant time.
    let mean = y.iter().sum::<f64>() / n as f64;
    let mut sums = vec![(0.0, 0.0); n + 1];
    for (t, y) in y.iter().enumerate() {
        let x = (y - mean) / sigma;
        sums[t + 1] = (sums[t].0 + x, sums[t].1 + x * x);
    }
    let cost = |from: usize, to: usize| {
        let (sum, squares) = (sums[to].0 - sums[from].0, sums[to].1 - sums[from].1);
        (squares - sum * sum / (to - from) as f64).max(0.0)
    };
    let penalty = 3.0 * (n as f64).ln();
    let mut best = vec![f64::INFINITY; n + 1];
    let mut last = vec![0; n + 1];
    best[0] = -penalty;
    let mut open: Vec<usize> = vec![0];
    for to in MIN_SEGMENT..=n {
        for &from in &open {
            let total = best[from] + cost(from, to) + penalty;
            if total < best[to] {
                (best[to], last[to]) = (total, from);
            }
        }
        // Theorem 3.1: a start that is already worse than the best by its cost alone never wins again. Those too near
        // to be a stretch yet stay.
        let limit = best[to];
        open.retain(|&from| best[from] + cost(from, to) <= limit);
        let next = to + 1 - MIN_SEGMENT;
        if next >= MIN_SEGMENT {
            open.push(next);
        }
    }
    let mut ends = vec![n];
    while let Some(&end) = ends.last().filter(|end| **end > 0) {
        ends.push(last[end]);
    }
    ends.reverse();
    let level = |from: usize, to: usize| {
        let sum: f64 = y[from..to].iter().sum();
        (sum / (to - from) as f64 * largest).clamp(f64::MIN, f64::MAX)
    };
    Ok(ends.windows(3).map(|w| Change { at: w[1], before: level(w[0], w[1]), after: level(w[1], w[2]) }).collect())
}

/// The standard deviation of the noise from differences of neighbours, which a few steps hardly touch. Where most
/// neighbours are equal, their root mean square.
fn noise(y: &[f64]) -> f64 {
    let mut sizes: Vec<f64> = y.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
    let robust = NORMAL * median(&mut sizes) / std::f64::consts::SQRT_2;
    if robust > 1e-12 {
        return robust;
    }
    (sizes.iter().map(|d| d * d).sum::<f64>() / sizes.len() as f64 / 2.0).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A small noise without chance: its neighbours differ, its mean is 0.
    fn jitter(t: usize) -> f64 {
        [0.1, -0.2, 0.15, -0.05, 0.2, -0.1, 0.05, -0.15][t % 8]
    }

    #[test]
    fn two_steps_are_found_where_they_are() {
        let y: Vec<f64> = (0..90)
            .map(|t| {
                jitter(t)
                    + if t < 30 {
                        10.0
                    } else if t < 64 {
                        14.0
                    } else {
                        9.0
                    }
            })
            .collect();
        let found = changes(&y).unwrap();
        assert_eq!(found.iter().map(|c| c.at).collect::<Vec<_>>(), [30, 64]);
        assert!((found[0].before - 10.0).abs() < 0.05 && (found[0].after - 14.0).abs() < 0.05);
    }

    #[test]
    fn pruning_loses_nothing_against_trying_all() {
        let y: Vec<f64> = (0..40).map(|t| (t * t * 7 % 23) as f64 * 0.1 + if t > 17 { 3.0 } else { 0.0 }).collect();
        let sigma = noise(&y);
        let cost = |from: usize, to: usize| {
            let mean = y[from..to].iter().sum::<f64>() / (to - from) as f64;
            y[from..to].iter().map(|x| ((x - mean) / sigma).powi(2)).sum::<f64>()
        };
        let penalty = 3.0 * 40_f64.ln();
        let mut best = vec![f64::INFINITY; 41];
        best[0] = -penalty;
        for to in MIN_SEGMENT..=40 {
            for from in (0..=to - MIN_SEGMENT).filter(|from| *from == 0 || *from >= MIN_SEGMENT) {
                best[to] = best[to].min(best[from] + cost(from, to) + penalty);
            }
        }
        let found = changes(&y).unwrap();
        let ends: Vec<usize> = [0].into_iter().chain(found.iter().map(|c| c.at)).chain([40]).collect();
        let total = ends.windows(2).map(|w| cost(w[0], w[1]) + penalty).sum::<f64>() - penalty;
        assert!((total - best[40]).abs() < 1e-6, "{total} {}", best[40]);
    }

    #[test]
    fn a_flat_series_has_no_change_and_a_short_one_no_answer() {
        assert_eq!(changes(&[7.0; 20]), Ok(Vec::new()));
        assert_eq!(changes(&[1.0; 5]), Err(Unanswerable::TooLittle { needed: 6, given: 5 }));
        assert_eq!(changes(&[f64::NAN; 9]), Err(Unanswerable::NotFinite));
        let step: Vec<f64> = (0..40).map(|t| if t < 20 { 0.0 } else { 5.0 }).collect();
        assert_eq!(changes(&step).unwrap(), [Change { at: 20, before: 0.0, after: 5.0 }]);
    }

    proptest! {
        #[test]
        fn answers_are_finite_rising_and_apart(series in prop::collection::vec(prop::num::f64::NORMAL, 6..60)) {
            let found = changes(&series).unwrap();
            prop_assert!(found.iter().all(|c| c.before.is_finite() && c.after.is_finite()));
            prop_assert!(found.windows(2).all(|w| w[1].at >= w[0].at + MIN_SEGMENT));
        }
    }
}
