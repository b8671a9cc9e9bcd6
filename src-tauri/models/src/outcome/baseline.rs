//! The simple answers that a model must beat before anybody should look at it.

use super::logistic::{Encoding, Estimate};
use super::{Column, check};
use crate::Unanswerable;
use crate::density::Beta;

/// A share with what chance leaves open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BaseRate {
    /// The share that was won; the mean of the posterior.
    pub rate: f64,
    /// The central 80 % of the posterior.
    pub interval80: (f64, f64),
    /// The central 95 % of the posterior.
    pub interval95: (f64, f64),
}

impl BaseRate {
    /// From `wins` of `cases`, with Jeffreys' prior Beta(½, ½): Brown, Cai & DasGupta (2001), Statistical Science
    /// 16(2), 101–133, §3.1.2. No case at all is answered too: nothing is known.
    ///
    /// # Errors
    /// More wins than cases.
    pub fn of(wins: u64, cases: u64) -> Result<Self, Unanswerable> {
        if wins > cases {
            return Err(Unanswerable::OutOfRange { what: "wins of cases" });
        }
        let (a, b) = (wins as f64 + 0.5, (cases - wins) as f64 + 0.5);
        let posterior = Beta::new(a, b)?;
        // Where the interval meets an end it takes the end in (ibid.), so that "all of 5" may be all.
        let at = |share: f64| match share {
            low if low < 0.5 && wins == 0 => 0.0,
            high if high > 0.5 && wins == cases => 1.0,
            inner => posterior.quantile(inner),
        };
        Ok(Self { rate: a / (a + b), interval80: (at(0.1), at(0.9)), interval95: (at(0.025), at(0.975)) })
    }
}

/// The probability that each stage of a pipeline is given by hand, as most systems come out of the box.
///
/// For names that are known to them, the figures of the two systems that are used most; for others `None`.
pub fn stage_default(stage: &str) -> Option<f64> {
    const KNOWN: [(&str, f64); 19] = [
        ("prospecting", 0.1),
        ("qualification", 0.1),
        ("needs analysis", 0.2),
        ("value proposition", 0.5),
        ("id. decision makers", 0.6),
        ("perception analysis", 0.7),
        ("proposal/price quote", 0.75),
        ("proposal", 0.75),
        ("negotiation/review", 0.9),
        ("negotiation", 0.9),
        ("appointment scheduled", 0.2),
        ("qualified to buy", 0.4),
        ("presentation scheduled", 0.6),
        ("decision maker bought-in", 0.8),
        ("contract sent", 0.9),
        ("初步接洽", 0.1),
        ("需求确认", 0.3),
        ("方案报价", 0.6),
        ("商务谈判", 0.8),
    ];
    let stage = stage.trim().to_lowercase();
    KNOWN.iter().find(|(name, _)| *name == stage).map(|(_, p)| *p)
}

/// Naive Bayes over the cells of the columns, each count enlarged by .1: the predictive scoring of Odoo (its
/// documentation, "Assign leads with predictive lead scoring", and `crm_lead.py`).
///
/// It takes columns as independent of each other given the outcome. They are not, and so its probabilities are too bold.
#[derive(Debug, Clone)]
pub struct NaiveBayes {
    encoding: Encoding,
    prior: f64,
    /// Log ratio of each cell, by factor.
    ratios: Vec<Vec<f64>>,
}

/// What each count is enlarged by.
const SMOOTHING: f64 = 0.1;

impl NaiveBayes {
    /// Counts.
    ///
    /// # Errors
    /// Only wins or only losses; columns of unequal length; an infinite value.
    pub fn fit(columns: &[Column<'_>], won: &[bool]) -> Result<Self, Unanswerable> {
        check(columns, won.len())?;
        let wins = won.iter().filter(|w| **w).count() as f64;
        let losses = won.len() as f64 - wins;
        if wins == 0.0 || losses == 0.0 {
            return Err(Unanswerable::OneOutcome);
        }
        let encoding = Encoding::of(columns);
        let ratios = encoding
            .factors
            .iter()
            .zip(&encoding.codes)
            .map(|((_, factor), codes)| {
                let mut counts = vec![(SMOOTHING, SMOOTHING); factor.len()];
                for (code, won) in codes.iter().zip(won) {
                    let count = &mut counts[usize::from(*code)];
                    if *won { count.0 += 1.0 } else { count.1 += 1.0 }
                }
                let (all_won, all_lost) = counts.iter().fold((0.0, 0.0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
                let mut ratios: Vec<f64> = counts.iter().map(|c| (c.0 / all_won / (c.1 / all_lost)).ln()).collect();
                ratios.push(0.0);
                ratios
            })
            .collect();
        Ok(Self { encoding, prior: (wins / losses).ln(), ratios })
    }

    /// The probability of each row.
    ///
    /// # Errors
    /// Columns of unequal length; an infinite value.
    pub fn estimate(&self, columns: &[Column<'_>]) -> Result<Vec<f64>, Unanswerable> {
        let rows = columns.first().map_or(0, Column::len);
        check(columns, rows)?;
        let codes = self.encoding.encode(columns);
        Ok((0..rows)
            .map(|row| {
                let evidence: f64 =
                    self.ratios.iter().zip(&codes).map(|(ratios, codes)| ratios[usize::from(codes[row])]).sum();
                Estimate::of(self.prior + evidence, 0.0).probability
            })
            .collect())
    }
}

/// The log odds a probability stands for, kept away from the ends.
pub fn log_odds(probability: f64) -> f64 {
    let p = probability.clamp(1e-12, 1.0 - 1e-12);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_rate_agrees_with_the_literature() {
        // Brown, Cai & DasGupta, table 5 (Jeffreys 95 % limits): n = 10, x = 3: .093 and .606; n = 7, x = 0: 0 and .292 (one-sided end).
        let three = BaseRate::of(3, 10).unwrap();
        assert!((three.interval95.0 - 0.093).abs() < 5e-4 && (three.interval95.1 - 0.606).abs() < 5e-4, "{three:?}");
        let none = BaseRate::of(0, 0).unwrap();
        assert_eq!((none.rate, none.interval95), (0.5, (0.0, 1.0)));
        assert_eq!(BaseRate::of(2, 1), Err(Unanswerable::OutOfRange { what: "wins of cases" }));
        let many = BaseRate::of(500_000_000, 1_000_000_000).unwrap();
        assert!((many.interval95.0 - (0.5 - 1.959_964 * 0.5 / 1e9_f64.sqrt())).abs() < 1e-8);
    }

    #[test]
    fn naive_bayes_agrees_with_a_value_computed_by_hand() {
        // Level 0: 2 won, 0 lost; level 1: 1 won, 3 lost. P(won | 0) = ½·(2.1/3.2) / (½·(2.1/3.2) + ½·(.1/3.2)).
        let won = [true, true, true, false, false, false];
        let bayes = NaiveBayes::fit(&[Column::Level(&[0, 0, 1, 1, 1, 1])], &won).unwrap();
        let p = bayes.estimate(&[Column::Level(&[0, 1, 9])]).unwrap();
        assert!((p[0] - 2.1 / 2.2).abs() < 1e-12, "{p:?}");
        assert!((p[1] - 1.1 / 4.2).abs() < 1e-12, "{p:?}");
        assert_eq!(p[2], 0.5, "a level that was never seen says nothing");
    }

    #[test]
    fn stages_are_known_by_name() {
        assert_eq!(stage_default(" Negotiation/Review "), Some(0.9));
        assert_eq!(stage_default("somewhere"), None);
        assert!((crate::numeric::logistic(log_odds(0.3)) - 0.3).abs() < 1e-12);
    }
}
