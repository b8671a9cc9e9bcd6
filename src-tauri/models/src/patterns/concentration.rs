//! How unevenly a total is spread over those who make it up: the Lorenz curve and the Gini coefficient.
//!
//! Only positive parts count: somebody who returned more than they bought owns no share of the total.

use crate::Unanswerable;

/// Parts of a total, largest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration {
    /// Parts divided by the largest, so that no sum overflows.
    parts: Vec<f64>,
    total: f64,
}

/// A point of the curve "the largest so many make up so much".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Share of the owners, largest first, 0 to 1.
    pub owners: f64,
    /// Their share of the total, 0 to 1.
    pub amount: f64,
}

impl Concentration {
    /// Takes the parts in any order. Parts that are not positive are left out; at least one must remain.
    pub fn of(parts: impl IntoIterator<Item = f64>) -> Result<Self, Unanswerable> {
        let mut kept = Vec::new();
        for part in parts {
            if !part.is_finite() {
                return Err(Unanswerable::NotFinite);
            }
            if part > 0.0 {
                kept.push(part);
            }
        }
        kept.sort_unstable_by(|a, b| b.total_cmp(a));
        let Some(&largest) = kept.first() else {
            return Err(Unanswerable::TooLittle { needed: 1, given: 0 });
        };
        for part in &mut kept {
            *part /= largest;
        }
        let total = kept.iter().sum();
        Ok(Self { parts: kept, total })
    }

    /// How many parts are positive.
    pub fn owners(&self) -> usize {
        self.parts.len()
    }

    /// The Gini coefficient: 0 when all parts are equal, near 1 when one part is everything.
    ///
    /// For ascending parts `G = Σ (2i − n − 1) xᵢ / (n Σ xᵢ)`; Sen, *On Economic Inequality* (1973), p. 31,
    /// after Gini (1912).
    pub fn gini(&self) -> f64 {
        let n = self.parts.len() as f64;
        let weighted: f64 =
            self.parts.iter().enumerate().map(|(from_top, x)| (n - 1.0 - 2.0 * from_top as f64) * x).sum();
        (weighted / (n * self.total)).clamp(0.0, 1.0)
    }

    /// `steps + 1` points of the concentration curve, from (0, 0) to (1, 1): the Lorenz curve read from the
    /// large end, linear between owners. Lorenz (1905), Publications of the American Statistical Association 9(70).
    pub fn curve(&self, steps: usize) -> Vec<Share> {
        let steps = steps.max(1);
        let mut points = Vec::with_capacity(steps + 1);
        let (mut taken, mut sum) = (0, 0.0);
        for step in 0..=steps {
            let owners = step as f64 / steps as f64;
            // In integers, so that the last point is exactly everybody.
            let (whole, part) = (step * self.parts.len() / steps, step * self.parts.len() % steps);
            while taken < whole {
                sum += self.parts[taken];
                taken += 1;
            }
            let next = self.parts.get(taken).map_or(0.0, |x| x * part as f64 / steps as f64);
            points.push(Share { owners, amount: ((sum + next) / self.total).clamp(0.0, 1.0) });
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn gini_agrees_with_values_computed_by_hand() {
        // [1, 2, 3, 4]: (−3·1 − 1·2 + 1·3 + 3·4) / (4 · 10) = 10 / 40.
        // [1, 3]: (−1 + 3) / (2 · 4). [0.01 × 99, 1]: nearly everything in one hand.
        for (parts, expected) in [
            (vec![1.0, 2.0, 3.0, 4.0], 0.25),
            (vec![3.0, 1.0], 0.25),
            (vec![7.0, 7.0, 7.0], 0.0),
            (vec![5.0], 0.0),
            (vec![1.0, -9.0, 0.0, 3.0], 0.25),
        ] {
            let gini = Concentration::of(parts.clone()).unwrap().gini();
            assert!((gini - expected).abs() < 1e-12, "{parts:?}: {gini}");
        }
    }

    #[test]
    fn the_curve_agrees_with_values_computed_by_hand() {
        let curve = Concentration::of([1.0, 2.0, 3.0, 4.0]).unwrap().curve(4);
        let amounts: Vec<f64> = curve.iter().map(|p| p.amount).collect();
        for (amount, expected) in amounts.iter().zip([0.0, 0.4, 0.7, 0.9, 1.0]) {
            assert!((amount - expected).abs() < 1e-12, "{amounts:?}");
        }
        let half = Concentration::of([1.0, 2.0, 3.0, 4.0]).unwrap().curve(8)[1];
        assert!((half.amount - 0.2).abs() < 1e-12, "half an owner has half the share");
    }

    #[test]
    fn nothing_positive_is_no_answer() {
        assert_eq!(Concentration::of([]), Err(Unanswerable::TooLittle { needed: 1, given: 0 }));
        assert_eq!(Concentration::of([-1.0, 0.0]), Err(Unanswerable::TooLittle { needed: 1, given: 0 }));
        assert_eq!(Concentration::of([f64::NAN]), Err(Unanswerable::NotFinite));
    }

    proptest! {
        #[test]
        fn answers_are_finite_and_the_curve_rises_to_one(
            parts in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO, 0..60),
            steps in 0_usize..120,
        ) {
            if let Ok(concentration) = Concentration::of(parts) {
                prop_assert!((0.0..=1.0).contains(&concentration.gini()));
                let curve = concentration.curve(steps);
                prop_assert_eq!(curve[0], Share { owners: 0.0, amount: 0.0 });
                let last = curve[curve.len() - 1];
                prop_assert!((last.amount - 1.0).abs() < 1e-9 && (last.owners - 1.0).abs() < 1e-12);
                for pair in curve.windows(2) {
                    prop_assert!(pair[0].amount <= pair[1].amount && pair[0].owners < pair[1].owners);
                    prop_assert!(pair[1].amount >= pair[1].owners - 1e-9, "the largest are never below their share");
                }
            }
        }
    }
}
