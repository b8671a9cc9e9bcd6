//! Which channel deserves the credit for a sale that several have touched.
//!
//! The rules ([`Rule`]) share out each sale by position; they answer "who was there", not "who caused it". The removal
//! effect asks what would be lost without a channel, from all journeys, also those that ended without a sale. Neither is
//! an experiment: a channel that is shown to those who would have bought anyway gets credit in all of them.

mod removal;

use std::collections::BTreeSet;

use crate::Unanswerable;

/// One customer's way: channels by number, in order, each with its day; and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Journey {
    /// (channel, day), by rising day.
    pub touches: Vec<(u32, f64)>,
    /// The value of the sale it ended in; `None` if it ended without one.
    pub sale: Option<f64>,
}

/// How a sale is shared out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// All to the first touch.
    First,
    /// All to the last touch.
    Last,
    /// The same to every touch.
    Linear,
    /// A touch counts half for every so many days before the last one.
    Decay {
        /// Days after which a touch counts half; positive.
        half_life: f64,
    },
    /// By what would be lost without the channel, in a Markov chain of order 1: Anderl, Becker, von Wangenheim &
    /// Schumann (2016), International Journal of Research in Marketing 33(3), 457–474, §3.
    Removal,
}

/// One channel's part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Credit {
    /// Which.
    pub channel: u32,
    /// Its part of the sales' value.
    pub value: f64,
    /// The same as a share of all.
    pub share: f64,
}

/// Shares out all sales; the values add up to the sum of the sales. Channels come by number.
///
/// # Errors
/// No journey with a sale and a touch; a value that is negative or not finite; days that fall; a half-life that is not
/// positive.
pub fn credit(journeys: &[Journey], rule: Rule) -> Result<Vec<Credit>, Unanswerable> {
    for journey in journeys {
        let numbers = journey.touches.iter().map(|t| t.1).chain(journey.sale);
        if !numbers.clone().all(f64::is_finite) {
            return Err(Unanswerable::NotFinite);
        }
        if journey.sale.is_some_and(|v| v < 0.0) || !journey.touches.is_sorted_by(|a, b| a.1 <= b.1) {
            return Err(Unanswerable::OutOfRange { what: "a journey" });
        }
    }
    if let Rule::Decay { half_life } = rule
        && !(half_life > 0.0 && half_life.is_finite())
    {
        return Err(Unanswerable::OutOfRange { what: "half_life" });
    }
    let channels: Vec<u32> =
        journeys.iter().flat_map(|j| &j.touches).map(|t| t.0).collect::<BTreeSet<_>>().into_iter().collect();
    let place = |channel: u32| channels.partition_point(|c| *c < channel);
    let sold: Vec<(&Journey, f64)> =
        journeys.iter().filter(|j| !j.touches.is_empty()).filter_map(|j| Some((j, j.sale?))).collect();
    if sold.is_empty() {
        return Err(Unanswerable::TooLittle { needed: 1, given: 0 });
    }
    let total: f64 = sold.iter().map(|s| s.1).sum();
    let mut values = vec![0.0; channels.len()];
    if matches!(rule, Rule::Removal) {
        let effects = removal::effects(journeys, &channels);
        let sum: f64 = effects.iter().sum();
        for (value, effect) in values.iter_mut().zip(&effects) {
            *value = total * effect / sum;
        }
    } else {
        for (journey, sale) in sold {
            let weights = weights(&journey.touches, rule);
            let sum: f64 = weights.iter().sum();
            for ((channel, _), weight) in journey.touches.iter().zip(weights) {
                values[place(*channel)] += sale * weight / sum;
            }
        }
    }
    let share = |value: f64| if total > 0.0 { value / total } else { 0.0 };
    Ok(channels.iter().zip(values).map(|(c, value)| Credit { channel: *c, value, share: share(value) }).collect())
}

fn weights(touches: &[(u32, f64)], rule: Rule) -> Vec<f64> {
    let last = touches.len() - 1;
    let one_at = |place: usize| (0..touches.len()).map(|i| f64::from(u8::from(i == place))).collect();
    match rule {
        Rule::First => one_at(0),
        Rule::Last => one_at(last),
        Rule::Linear | Rule::Removal => vec![1.0; touches.len()],
        Rule::Decay { half_life } => touches.iter().map(|t| (-(touches[last].1 - t.1) / half_life).exp2()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn journey(channels: &[u32], sale: Option<f64>) -> Journey {
        Journey { touches: channels.iter().enumerate().map(|(day, c)| (*c, day as f64 * 7.0)).collect(), sale }
    }

    fn shares(journeys: &[Journey], rule: Rule) -> Vec<f64> {
        credit(journeys, rule).unwrap().iter().map(|c| c.share).collect()
    }

    #[test]
    fn rules_agree_with_values_computed_by_hand() {
        let one = [journey(&[1, 2, 3], Some(70.0))];
        assert_eq!(shares(&one, Rule::First), [1.0, 0.0, 0.0]);
        assert_eq!(shares(&one, Rule::Last), [0.0, 0.0, 1.0]);
        for (found, expected) in
            [(Rule::Linear, [1.0 / 3.0; 3]), (Rule::Decay { half_life: 7.0 }, [1.0 / 7.0, 2.0 / 7.0, 4.0 / 7.0])]
        {
            for (share, expected) in shares(&one, found).iter().zip(expected) {
                assert!((share - expected).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_removal_effect_agrees_with_a_chain_solved_by_hand() {
        // 1 → 2 → 3 → sale; 1 → nothing; 2 → 3 → nothing. P(sale) = 1/3. From the start: 2/3 to 1, 1/3 to 2.
        // 1: half to 2, half lost. 2: all to 3. 3: half sold. Full: (2/3·½ + 1/3)·½ = 1/3.
        // Without 1: 1/3·½ = 1/6, effect ½. Without 2 or 3: 0, effect 1. Shares ½ : 1 : 1.
        let journeys = [journey(&[1, 2, 3], Some(1.0)), journey(&[1], None), journey(&[2, 3], None)];
        for (share, expected) in shares(&journeys, Rule::Removal).iter().zip([0.2, 0.4, 0.4]) {
            assert!((share - expected).abs() < 1e-12, "{share}");
        }
    }

    #[test]
    fn bad_journeys_are_refused_by_name() {
        assert_eq!(credit(&[journey(&[1], None)], Rule::First), Err(Unanswerable::TooLittle { needed: 1, given: 0 }));
        assert_eq!(credit(&[journey(&[1], Some(f64::NAN))], Rule::First), Err(Unanswerable::NotFinite));
        let falling = Journey { touches: vec![(1, 2.0), (2, 1.0)], sale: Some(1.0) };
        assert_eq!(credit(&[falling], Rule::Removal), Err(Unanswerable::OutOfRange { what: "a journey" }));
        assert_eq!(
            credit(&[journey(&[1], Some(1.0))], Rule::Decay { half_life: 0.0 }),
            Err(Unanswerable::OutOfRange { what: "half_life" })
        );
    }

    proptest! {
        #[test]
        fn every_rule_shares_out_exactly_what_was_sold(
            journeys in prop::collection::vec((prop::collection::vec(0_u32..6, 0..6), prop::option::of(0.0_f64..1e6)), 1..30),
        ) {
            let journeys: Vec<Journey> = journeys.iter().map(|(channels, sale)| journey(channels, *sale)).collect();
            let sold: f64 = journeys.iter().filter(|j| !j.touches.is_empty()).filter_map(|j| j.sale).sum();
            for rule in [Rule::First, Rule::Last, Rule::Linear, Rule::Decay { half_life: 7.0 }, Rule::Removal] {
                if let Ok(credits) = credit(&journeys, rule) {
                    let sum: f64 = credits.iter().map(|c| c.value).sum();
                    prop_assert!((sum - sold).abs() <= 1e-9 * sold.max(1.0), "{rule:?}: {sum} {sold}");
                    prop_assert!(credits.iter().all(|c| c.value >= 0.0));
                }
            }
        }
    }
}
