//! How often somebody usually comes: the typical gap between days, robust against one long holiday.

use crate::Unanswerable;
use crate::median::median;

/// Distinct days that are needed: three gaps are the least that have a middle and a spread.
pub const MIN_DAYS: usize = 4;

/// Makes the median absolute deviation estimate the standard deviation of normal data.
/// Rousseeuw & Croux (1993), Journal of the American Statistical Association 88(424), 1273–1283, section 1.
const NORMAL: f64 = 1.4826;

/// The usual gap between days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The median gap, in days.
    pub median: f64,
    /// How far gaps usually lie from it: 1.4826 times their median absolute deviation, in days.
    pub spread: f64,
    /// How many gaps this rests on.
    pub gaps: usize,
}

/// The usual interval between `days`, given as day numbers in any order. A day counts once however often it appears.
///
/// Needs [`MIN_DAYS`] distinct days.
pub fn usual_interval(days: &[i32]) -> Result<Interval, Unanswerable> {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    if days.len() < MIN_DAYS {
        return Err(Unanswerable::TooLittle { needed: MIN_DAYS, given: days.len() });
    }
    let mut gaps: Vec<f64> = days.windows(2).map(|w| f64::from(w[1]) - f64::from(w[0])).collect();
    let middle = median(&mut gaps);
    let mut deviations: Vec<f64> = gaps.iter().map(|gap| (gap - middle).abs()).collect();
    Ok(Interval { median: middle, spread: NORMAL * median(&mut deviations), gaps: gaps.len() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn intervals_agree_with_values_computed_by_hand() {
        // Gaps 30, 30, 40, 200: median 35; deviations 5, 5, 5, 165: median 5.
        let holiday = usual_interval(&[0, 30, 60, 100, 300]).unwrap();
        assert_eq!((holiday.median, holiday.gaps), (35.0, 4));
        assert!((holiday.spread - 7.413).abs() < 1e-9);
        // Order and repetition do not matter: gaps 7, 7, 7.
        let weekly = usual_interval(&[21, 0, 7, 7, 14, 0]).unwrap();
        assert_eq!(weekly, Interval { median: 7.0, spread: 0.0, gaps: 3 });
    }

    #[test]
    fn three_days_are_too_few() {
        assert_eq!(usual_interval(&[1, 2, 3, 3, 3]), Err(Unanswerable::TooLittle { needed: 4, given: 3 }));
        assert_eq!(usual_interval(&[]), Err(Unanswerable::TooLittle { needed: 4, given: 0 }));
    }

    proptest! {
        #[test]
        fn an_answer_is_finite_and_between_the_shortest_and_the_longest_gap(days in prop::collection::vec(any::<i32>(), 0..40)) {
            if let Ok(interval) = usual_interval(&days) {
                let mut sorted = days.clone();
                sorted.sort_unstable();
                sorted.dedup();
                let gaps: Vec<i64> = sorted.windows(2).map(|w| i64::from(w[1]) - i64::from(w[0])).collect();
                prop_assert!(interval.median >= *gaps.iter().min().unwrap() as f64);
                prop_assert!(interval.median <= *gaps.iter().max().unwrap() as f64);
                prop_assert!(interval.spread.is_finite() && interval.spread >= 0.0);
            }
        }
    }
}
