//! Whether the columns say anything about the outcome at all.
//!
//! The model predicts cases it has not seen and is paid in log likelihood against the base rate of the same rows. With
//! no signal its mean pay is below zero, since it follows chance; only a mean pay that is above zero beyond chance is
//! signal. (The cross-validated likelihood of Stone (1974), JRSS B 36, 111–147, tested as in Diebold & Mariano (1995),
//! JBES 13(3), 253–263.)

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use super::logistic::{Encoding, MIN_CLOSED, Shape};
use super::measure::{auc, loss};
use super::{Column, check, draw};
use crate::Unanswerable;

/// Blocks the rows are cut into.
const BLOCKS: usize = 6;
/// Rows that are used at most: more make the verdict no surer and the wait longer.
const MOST_ROWS: usize = 24_000;
/// One-sided 5 % of the standard normal distribution. Without signal the mean gain is below zero, so that far fewer than
/// 5 % of worlds without signal pass.
const BEYOND_CHANCE: f64 = 1.644_853_626_951_472_2;

/// Which rows predict which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folds {
    /// Rows come by time: each block is predicted from all before it, as in life.
    Forward,
    /// Rows have no order: each block of a shuffle is predicted from all others.
    Shuffled {
        /// Which shuffle.
        seed: u64,
    },
}

/// What the test found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signal {
    /// Whether the columns say something beyond chance.
    pub present: bool,
    /// Mean log likelihood won over the base rate, in nats for each case not seen before.
    pub gain: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The chance of so much gain without signal, by the normal approximation.
    pub p_value: f64,
    /// Area under the ROC curve of the cases not seen before.
    pub auc: f64,
}

/// Tests columns of equal length against outcomes.
///
/// # Errors
/// Fewer than twice [`MIN_CLOSED`] rows; only wins or only losses; columns of unequal length; an infinite value.
pub fn test(columns: &[Column<'_>], won: &[bool], folds: Folds) -> Result<Signal, Unanswerable> {
    check(columns, won.len())?;
    if won.len() < 2 * MIN_CLOSED {
        return Err(Unanswerable::TooLittle { needed: 2 * MIN_CLOSED, given: won.len() });
    }
    if won.iter().all(|w| *w) || !won.iter().any(|w| *w) {
        return Err(Unanswerable::OneOutcome);
    }
    let step = won.len().div_ceil(MOST_ROWS);
    let mut rows: Vec<usize> = (0..won.len()).step_by(step).collect();
    if let Folds::Shuffled { seed } = folds {
        draw::shuffle(&mut ChaCha8Rng::seed_from_u64(seed), &mut rows);
    }
    let encoding = Encoding::of(columns);
    let (mut said, mut base, mut came) = (Vec::new(), Vec::new(), Vec::new());
    let edge = |block: usize| block * rows.len() / BLOCKS;
    for block in 0..BLOCKS {
        let (from, to) = (edge(block), edge(block + 1));
        let known: Vec<usize> = match folds {
            Folds::Forward => rows[..from].to_vec(),
            Folds::Shuffled { .. } => [&rows[..from], &rows[to..]].concat(),
        };
        let outcomes: Vec<bool> = known.iter().map(|&row| won[row]).collect();
        let wins = outcomes.iter().filter(|w| **w).count();
        if known.is_empty() || wins == 0 || wins == known.len() {
            continue;
        }
        let fitted = encoding.fit(&encoding.pick(&known), &outcomes, Shape::WithPairs);
        let share = (wins as f64 + 0.5) / (known.len() as f64 + 1.0);
        let next = &rows[from..to];
        for (estimate, row) in fitted.estimate(&encoding, &encoding.pick(next), next.len()).iter().zip(next) {
            said.push(estimate.probability);
            base.push(share);
            came.push(won[*row]);
        }
    }
    verdict(&said, &base, &came)
}

fn verdict(said: &[f64], base: &[f64], came: &[bool]) -> Result<Signal, Unanswerable> {
    let auc = auc(said, came)?;
    let gains: Vec<f64> = said.iter().zip(base).zip(came).map(|((p, b), w)| loss(*b, *w) - loss(*p, *w)).collect();
    let n = gains.len() as f64;
    let gain = gains.iter().sum::<f64>() / n;
    let variance = gains.iter().map(|g| (g - gain).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    let standard_error = (variance / n).sqrt();
    let z = if standard_error > 0.0 { gain / standard_error } else { 0.0 };
    let p_value = 0.5 * statrs::function::erf::erfc(z / std::f64::consts::SQRT_2);
    Ok(Signal { present: z > BEYOND_CHANCE && auc > 0.5, gain, standard_error, p_value, auc })
}

#[cfg(test)]
mod tests {
    use rand::RngExt as _;

    use super::*;
    use crate::numeric::logistic;

    /// Two columns that move the log odds by `strength` each.
    fn cases(rows: usize, strength: f64, seed: u64) -> (Vec<f64>, Vec<u32>, Vec<bool>) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let (mut x, mut level, mut won) = (vec![], vec![], vec![]);
        for _ in 0..rows {
            let (value, group) = (draw::normal(&mut rng), rng.random_range(0..12_u32));
            let side = if group % 2 == 0 { 1.0 } else { -1.0 };
            won.push(rng.random::<f64>() < logistic(strength * (value + side)));
            x.push(value);
            level.push(group);
        }
        (x, level, won)
    }

    #[test]
    fn signal_is_found_where_there_is_some() {
        for folds in [Folds::Forward, Folds::Shuffled { seed: 1 }] {
            let (x, level, won) = cases(1_000, 0.5, 1);
            let found = test(&[Column::Number(&x), Column::Level(&level)], &won, folds).unwrap();
            assert!(found.present && found.auc > 0.6 && found.p_value < 0.01, "{found:?}");
        }
    }

    #[test]
    fn chance_is_not_taken_for_signal() {
        let wrong = (0..40).filter(|seed| {
            let (x, level, won) = cases(400, 0.0, 50 + seed);
            test(&[Column::Number(&x), Column::Level(&level)], &won, Folds::Forward).unwrap().present
        });
        assert!(wrong.count() <= 2);
    }

    #[test]
    fn too_little_is_refused_by_name() {
        assert_eq!(test(&[], &[true; 5], Folds::Forward), Err(Unanswerable::TooLittle { needed: 40, given: 5 }));
        assert_eq!(test(&[], &[true; 50], Folds::Forward), Err(Unanswerable::OneOutcome));
    }
}
