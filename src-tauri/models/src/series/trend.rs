//! Whether a series rises or falls, without assuming a shape: the Mann–Kendall test with Sen's slope.
//!
//! It assumes that observations come at equal distances and, but for the trend, do not depend on each other.
//! A strong season breaks the second assumption; whole years then answer better than a part of one.

use std::cmp::Ordering;

use crate::Unanswerable;
use crate::median::median;

/// Observations that are needed: below this the normal approximation of the test does not hold
/// (Kendall, *Rank Correlation Methods*, 4th ed. 1975, gives exact tables up to 10; from 8 on both agree at 5 %).
pub const MIN_OBSERVATIONS: usize = 8;

/// Two-sided 5 % of the standard normal distribution.
const SIGNIFICANT: f64 = 1.959_963_984_540_054;

/// Where a series goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It rises, more than chance explains.
    Rising,
    /// Neither rise nor fall can be told from chance.
    Steady,
    /// It falls, more than chance explains.
    Falling,
}

/// What the test found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The verdict at 5 %.
    pub direction: Direction,
    /// Sen's slope: the median change from one observation to the next.
    pub slope: f64,
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// `s` in standard deviations, corrected for ties and continuity.
    pub z: f64,
}

/// Tests `series`, oldest first. The work grows with the square of its length.
///
/// Mann (1945), Econometrica 13, 245–259; variance with ties: Kendall (1975), eq. 4.3; slope: Sen (1968),
/// Journal of the American Statistical Association 63, 1379–1389. Needs [`MIN_OBSERVATIONS`].
pub fn mann_kendall(series: &[f64]) -> Result<Trend, Unanswerable> {
    let n = series.len();
    if n < MIN_OBSERVATIONS {
        return Err(Unanswerable::TooLittle { needed: MIN_OBSERVATIONS, given: n });
    }
    if series.iter().any(|x| !x.is_finite()) {
        return Err(Unanswerable::NotFinite);
    }
    let mut s = 0_i64;
    let mut slopes = Vec::with_capacity(n * (n - 1) / 2);
    for (i, earlier) in series.iter().enumerate() {
        for (distance, later) in series[i + 1..].iter().enumerate() {
            s += match later.partial_cmp(earlier) {
                Some(Ordering::Greater) => 1,
                Some(Ordering::Less) => -1,
                _ => 0,
            };
            let slope = (later - earlier) / (distance + 1) as f64;
            slopes.push(slope.clamp(f64::MIN, f64::MAX));
        }
    }
    let slope = median(&mut slopes);
    let variance = variance(series);
    let z = if variance > 0.0 { (s - s.signum()) as f64 / variance.sqrt() } else { 0.0 };
    let direction = if z >= SIGNIFICANT && slope > 0.0 {
        Direction::Rising
    } else if z <= -SIGNIFICANT && slope < 0.0 {
        Direction::Falling
    } else {
        Direction::Steady
    };
    Ok(Trend { direction, slope, s, z })
}

/// The variance of `s` without a trend; groups of equal observations lower it.
fn variance(series: &[f64]) -> f64 {
    let term = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    let mut sorted = series.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let ties: f64 = sorted.chunk_by(|a, b| a == b).map(|group| term(group.len() as f64)).sum();
    (term(series.len() as f64) - ties) / 18.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn trends_agree_with_values_computed_by_hand() {
        // 1..8: every one of 28 pairs rises; variance 8·7·21/18 = 65.333; z = 27 / 8.0829 = 3.3404.
        let rising = mann_kendall(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]).unwrap();
        assert_eq!((rising.direction, rising.s, rising.slope), (Direction::Rising, 28, 1.0));
        assert!((rising.z - 3.340_383).abs() < 1e-5, "{}", rising.z);
        let falling = mann_kendall(&[16.0, 14.0, 12.0, 10.0, 8.0, 6.0, 4.0, 2.0]).unwrap();
        assert_eq!((falling.direction, falling.s, falling.slope), (Direction::Falling, -28, -2.0));
        // Two values in turn: 16 of 28 pairs differ; those that rise are 10, those that fall 6; two groups of
        // four ties: variance (1176 − 2·4·3·13)/18 = 48; z = 3 / 6.9282.
        let alternating = mann_kendall(&[1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0]).unwrap();
        assert_eq!((alternating.direction, alternating.s, alternating.slope), (Direction::Steady, 4, 0.0));
        assert!((alternating.z - 3.0 / 48_f64.sqrt()).abs() < 1e-12, "{}", alternating.z);
    }

    #[test]
    fn a_flat_series_is_steady_and_a_short_one_no_answer() {
        let flat = mann_kendall(&[5.0; 12]).unwrap();
        assert_eq!((flat.direction, flat.z, flat.slope), (Direction::Steady, 0.0, 0.0));
        assert_eq!(mann_kendall(&[1.0; 7]), Err(Unanswerable::TooLittle { needed: 8, given: 7 }));
        assert_eq!(mann_kendall(&[f64::INFINITY; 8]), Err(Unanswerable::NotFinite));
    }

    proptest! {
        #[test]
        fn answers_are_finite_and_turn_with_the_series(series in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 8..40)) {
            let trend = mann_kendall(&series).unwrap();
            prop_assert!(trend.slope.is_finite() && trend.z.is_finite());
            let reversed: Vec<f64> = series.iter().rev().copied().collect();
            prop_assert_eq!(mann_kendall(&reversed).unwrap().s, -trend.s);
        }
    }
}
