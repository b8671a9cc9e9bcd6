//! A budget where there is too little data for response curves.

use crate::Unanswerable;

/// How the response is taken to grow: with the square root of the spend. In a review of 751 short-term advertising
/// elasticities the mean was lower still (Sethuraman, Tellis & Briesch 2011, Journal of Marketing Research 48(3)); a
/// half moves money towards what works without betting everything on it.
pub const ELASTICITY: f64 = 0.5;

/// What a channel has had and brought until now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Past {
    /// Spend, above 0.
    pub spend: f64,
    /// Response to it, from 0 on.
    pub response: f64,
}

/// Divides `total` so that one more unit would bring the same everywhere, if each response grew with the square root of
/// its spend; no channel moves by more than the factor `most_change` (2: at most doubled, at least halved) from its
/// share of the past spend.
///
/// This is a direction, not an optimum: the curves are assumed, not estimated. The sum is `total`, which
/// can always be reached because the past shares themselves are allowed.
pub fn equal_marginal(past: &[Past], total: f64, most_change: f64) -> Result<Vec<f64>, Unanswerable> {
    let sound = |p: &Past| p.spend.is_finite() && p.spend > 0.0 && p.response.is_finite() && p.response >= 0.0;
    if past.is_empty() {
        return Err(Unanswerable::TooLittle { needed: 1, given: 0 });
    }
    let spent: f64 = past.iter().map(|p| p.spend).sum();
    if !past.iter().all(sound)
        || !spent.is_finite()
        || !total.is_finite()
        || total < 0.0
        || !most_change.is_finite()
        || most_change < 1.0
    {
        return Err(Unanswerable::NotFinite);
    }
    let share = |p: &Past| p.spend / spent * total;
    // Equal marginals of c·√s with c = response / √spend: s grows with c². The responses are scaled against overflow.
    let most = past.iter().map(|p| p.response).fold(f64::MIN_POSITIVE, f64::max);
    // A channel without any response comes last, but within its range it can be needed to reach the total.
    let pull = |p: &Past| (p.response / most).powi(2).max(1e-12) / (p.spend / spent);
    let at = |level: f64, p: &Past| (level * pull(p)).clamp(share(p) / most_change, share(p) * most_change);
    let sum = |level: f64| past.iter().map(|p| at(level, p)).sum::<f64>();
    let (mut low, mut high) = (0.0, total.max(f64::MIN_POSITIVE));
    while sum(high) < total && high < 1e200 {
        high *= 4.0;
    }
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if sum(middle) < total {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(past.iter().map(|p| at(high, p)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_moves_towards_what_works_and_marginals_are_equal() {
        let past = [Past { spend: 100.0, response: 50.0 }, Past { spend: 100.0, response: 60.0 }];
        let spend = equal_marginal(&past, 300.0, 3.0).unwrap();
        assert!((spend.iter().sum::<f64>() - 300.0).abs() < 1e-9);
        let marginal = |i: usize| past[i].response / past[i].spend.sqrt() / 2.0 / spend[i].sqrt();
        assert!(spend[1] > spend[0] && (marginal(0) - marginal(1)).abs() < 1e-9);
    }

    #[test]
    fn nothing_moves_further_than_allowed() {
        let past = [Past { spend: 90.0, response: 0.0 }, Past { spend: 10.0, response: 90.0 }];
        let spend = equal_marginal(&past, 100.0, 2.0).unwrap();
        assert!((spend[1] - 20.0).abs() < 1e-6 && (spend[0] - 80.0).abs() < 1e-6, "{spend:?}");
        let silent = equal_marginal(&[Past { spend: 3.0, response: 0.0 }; 2], 10.0, 2.0).unwrap();
        assert!(silent.iter().all(|s| (s - 5.0).abs() < 1e-9), "{silent:?}");
        assert_eq!(equal_marginal(&past, 0.0, 2.0).unwrap(), vec![0.0, 0.0]);
        assert!(equal_marginal(&[], 1.0, 2.0).is_err() && equal_marginal(&past, f64::NAN, 2.0).is_err());
        assert!(equal_marginal(&[Past { spend: 0.0, response: 1.0 }], 1.0, 2.0).is_err());
    }
}
