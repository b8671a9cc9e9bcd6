//! What is bought together: association rules, with lifts that do not shout and a control of false discoveries.
//!
//! "Who buys these also buys that." With a few hundred products there are millions of such sentences, and the loudest
//! are those that rest on the fewest baskets. So each rule comes with a lift shrunk towards 1 and with the share of
//! rules as good as it that would be chance.

mod chance;
mod mine;

use std::collections::HashMap;

use rayon::prelude::*;

use self::chance::Chance;
use self::mine::{Itemset, KeyHash, Mined, mine};
use crate::Unanswerable;

/// More frequent itemsets than this are no answer but a support set too low.
pub const MOST_ITEMSETS: usize = 20_000_000;

/// What rules are asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The least share of baskets that hold all items of a rule, above 0 up to 1.
    pub support: f64,
    /// The least share of baskets with the antecedent that hold the consequent too, 0 to 1.
    pub confidence: f64,
    /// How many joint purchases by chance a lift is shrunk with, at least 0.
    pub prior: f64,
}

/// Who buys the antecedent also buys the consequent.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Items, rising.
    pub antecedent: Vec<u32>,
    /// One item that is not among them.
    pub consequent: u32,
    /// Baskets that hold all of them.
    pub count: u32,
    /// Their share of all baskets.
    pub support: f64,
    /// Their share of the baskets with the antecedent.
    pub confidence: f64,
    /// The confidence over the share of the consequent in all baskets; 1 = they ignore each other.
    pub lift: f64,
    /// The lift after `prior` more joint purchases, expected and seen: the posterior mean under a Gamma prior around 1
    /// (DuMouchel 1999, The American Statistician 53(3), eq. 7, one component).
    pub shrunk_lift: f64,
    /// The chance of as many joint purchases or more if both ignored each other: Fisher's exact test, one-sided.
    pub p: f64,
    /// The expected share of false discoveries among rules with a `p` up to this one's; Benjamini & Hochberg (1995),
    /// Journal of the Royal Statistical Society B 57(1), 289–300, over every rule of frequent items, also those below the
    /// least confidence.
    pub q: f64,
}

/// Rules with one consequent and at least one antecedent, strongest shrunken lift first.
///
/// `baskets` hold item numbers in any order; a repeated item counts once. Items are found by Eclat (Zaki 2000, IEEE
/// Transactions on Knowledge and Data Engineering 12(3)): each item's baskets as bits, intersected depth first, here
/// within the baskets of the rarest item, so that the bits are few.
pub fn rules(baskets: &[Vec<u32>], options: Options) -> Result<Vec<Rule>, Unanswerable> {
    if baskets.is_empty() {
        return Err(Unanswerable::TooLittle { needed: 1, given: 0 });
    }
    if !(options.support > 0.0 && options.support <= 1.0) {
        return Err(Unanswerable::OutOfRange { what: "support" });
    }
    if !(0.0..=1.0).contains(&options.confidence) {
        return Err(Unanswerable::OutOfRange { what: "confidence" });
    }
    if !(options.prior >= 0.0 && options.prior.is_finite()) {
        return Err(Unanswerable::OutOfRange { what: "prior" });
    }
    let total = u32::try_from(baskets.len()).map_err(|_| Unanswerable::OutOfRange { what: "baskets" })?;
    // A share such as .001 of 10,000 is 10, whatever its last binary digit says.
    let least = (options.support * f64::from(total) - 1e-9).ceil().max(1.0) as u32;
    let mined = mine(baskets, least)?;
    let counts: HashMap<u128, u32, KeyHash> = mined.sets.iter().map(|set| (set.key, set.count)).collect();
    let candidates = mined.sets.iter().map(|set| set.items.len()).filter(|items| *items > 1).sum();
    let chance = Chance::of(total);
    let rules_of = |set: &Itemset| {
        let count_of = |key: u128| counts.get(&key).copied().unwrap_or(set.count);
        let consequents = mined.items(set).iter().filter_map(|&consequent| {
            let with_antecedent = count_of(set.key ^ mined.keys[consequent as usize]);
            let confidence = f64::from(set.count) / f64::from(with_antecedent);
            (confidence + 1e-12 >= options.confidence).then(|| {
                let with_consequent = count_of(mined.keys[consequent as usize]);
                rule(&mined, set, consequent, with_antecedent, with_consequent, &chance, options.prior)
            })
        });
        consequents.collect::<Vec<Rule>>()
    };
    let mut found: Vec<Rule> =
        mined.sets.par_iter().filter(|set| set.items.len() > 1).flat_map_iter(rules_of).collect();
    chance::false_discovery(&mut found, candidates);
    found.sort_unstable_by(|a, b| {
        b.shrunk_lift
            .total_cmp(&a.shrunk_lift)
            .then_with(|| b.count.cmp(&a.count))
            .then_with(|| (&a.antecedent, a.consequent).cmp(&(&b.antecedent, b.consequent)))
    });
    Ok(found)
}

fn rule(
    mined: &Mined,
    set: &Itemset,
    consequent: u32,
    with_antecedent: u32,
    with_consequent: u32,
    chance: &Chance,
    prior: f64,
) -> Rule {
    let name = |item: u32| mined.names[item as usize];
    let mut antecedent: Vec<u32> =
        mined.items(set).iter().filter(|item| **item != consequent).map(|item| name(*item)).collect();
    antecedent.sort_unstable();
    let (count, total) = (f64::from(set.count), f64::from(chance.total()));
    let expected = f64::from(with_antecedent) * f64::from(with_consequent) / total;
    Rule {
        antecedent,
        consequent: name(consequent),
        count: set.count,
        support: count / total,
        confidence: count / f64::from(with_antecedent),
        lift: count / expected,
        shrunk_lift: (count + prior) / (expected + prior),
        p: chance.at_least(set.count, with_antecedent, with_consequent),
        q: 1.0,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const ALL: Options = Options { support: 1e-9, confidence: 0.0, prior: 5.0 };

    #[test]
    fn numbers_agree_with_a_table_worked_by_hand() {
        // Bread and butter together in 3 of 5 baskets; bread in 4, butter in 3.
        let baskets = [vec![1, 2], vec![1, 2, 3], vec![2, 1, 1], vec![1], vec![3]];
        let options = Options { support: 0.6, confidence: 0.7, prior: 1.0 };
        let found = rules(&baskets, options).unwrap();
        assert_eq!(found.len(), 2);
        let rule = found.iter().find(|rule| rule.consequent == 1).unwrap();
        assert_eq!((rule.antecedent.as_slice(), rule.count, rule.confidence), ([2].as_slice(), 3, 1.0));
        assert!((rule.lift - 1.25).abs() < 1e-12 && (rule.shrunk_lift - 4.0 / 3.4).abs() < 1e-12);
        // Of the 10 ways to choose 3 butter baskets out of 5, 4 lie within the 4 of bread.
        assert!((rule.p - 0.4).abs() < 1e-12, "{}", rule.p);
        assert!((rule.q - 0.4).abs() < 1e-12, "two rules tested, both with .4: {}", rule.q);
    }

    #[test]
    fn what_cannot_be_asked_is_refused() {
        assert_eq!(rules(&[], ALL), Err(Unanswerable::TooLittle { needed: 1, given: 0 }));
        let none = Options { support: 0.0, ..ALL };
        assert_eq!(rules(&[vec![1]], none), Err(Unanswerable::OutOfRange { what: "support" }));
        let nan = Options { confidence: f64::NAN, ..ALL };
        assert_eq!(rules(&[vec![1]], nan), Err(Unanswerable::OutOfRange { what: "confidence" }));
        assert_eq!(rules(&[vec![], vec![4]], ALL), Ok(Vec::new()));
    }

    proptest! {
        #[test]
        fn rules_are_those_of_trying_every_set(
            baskets in prop::collection::vec(prop::collection::vec(0_u32..7, 0..7), 1..40),
            support in 0.05..0.6_f64,
            confidence in 0.0..1.0_f64,
        ) {
            let found = rules(&baskets, Options { support, confidence, prior: 2.0 }).unwrap();
            let count = |set: u32| {
                baskets.iter().filter(|b| (0..7).all(|i| set & (1 << i) == 0 || b.contains(&i))).count() as f64
            };
            let mut expected = BTreeSet::new();
            for set in 1_u32..128 {
                for item in (0..7).filter(|item| set & (1 << item) != 0 && set != 1 << item) {
                    let both = count(set);
                    if both > 0.0 && both >= support * baskets.len() as f64 - 1e-9 && both / count(set ^ (1 << item)) >= confidence - 1e-12 {
                        expected.insert(((0..7).filter(|i| i != &item && set & (1 << i) != 0).collect::<Vec<u32>>(), item));
                    }
                }
            }
            let names: BTreeSet<_> = found.iter().map(|r| (r.antecedent.clone(), r.consequent)).collect();
            prop_assert_eq!(names, expected);
            for rule in &found {
                prop_assert!(rule.p > 0.0 && rule.p <= 1.0 && rule.q >= rule.p - 1e-12 && rule.q <= 1.0);
                prop_assert!((rule.shrunk_lift - 1.0).abs() <= (rule.lift - 1.0).abs() + 1e-12);
            }
        }
    }
}
