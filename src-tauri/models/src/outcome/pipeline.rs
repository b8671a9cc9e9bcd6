//! What a pipeline will bring: open opportunities and those still to come, drawn many times.
//!
//! In each draw every opportunity is won or not, in time or not, at an amount; new ones arrive. The spread of the sums is
//! the answer. It assumes that opportunities are independent of each other but for one shared swing of the market, whose
//! size the caller gives; leaving that at 0 makes the answer too sure of itself.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::baseline::log_odds;
use super::draw;
use crate::Unanswerable;
use crate::numeric::logistic;

/// Draws made by one seeded stream.
const CHUNK: usize = 250;

/// An open opportunity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Open {
    /// The probability that it is won at all, 0 to 1.
    pub win: f64,
    /// The standard deviation of the log odds of that: how unsure the model is.
    pub win_spread: f64,
    /// The probability that it closes within the horizon, given that it is won.
    pub in_time: f64,
    /// The expected amount, in any one currency's unit.
    pub amount: f64,
    /// The standard deviation of the logarithm of the amount.
    pub amount_spread: f64,
}

/// Opportunities that will arrive and close within the horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrivals {
    /// The number of them follows a Poisson law whose mean has a gamma law with this shape …
    pub shape: f64,
    /// … and this rate; shape / rate is the expected number. See [`super::shrink`].
    pub rate: f64,
    /// Wins among past ones that had as long as these will have, and
    pub wins: f64,
    /// losses or not closed among them; the rate of winning has the law Beta(wins + ½, misses + ½).
    pub misses: f64,
    /// The expected amount of a win.
    pub amount: f64,
    /// The standard deviation of its logarithm.
    pub amount_spread: f64,
}

/// What to find out, and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// The sum to reach.
    pub target: f64,
    /// The standard deviation of a swing in log odds that all opportunities share.
    pub market_spread: f64,
    /// How many draws; 10,000 gives probabilities to half a point.
    pub draws: usize,
    /// Which draws.
    pub seed: u64,
}

/// What the pipeline will bring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Revenue {
    /// The mean.
    pub mean: f64,
    /// One draw in ten brings less.
    pub p10: f64,
    /// Half bring less.
    pub p50: f64,
    /// Nine in ten bring less.
    pub p90: f64,
    /// The share of draws that reach the target.
    pub target_probability: f64,
    /// Its standard error from the number of draws.
    pub target_error: f64,
}

/// Draws.
///
/// # Errors
/// No draw; a probability outside 0..=1, an amount, spread or count that is negative or not finite; a rate of 0 with
/// arrivals; sums beyond the range of numbers.
pub fn simulate(open: &[Open], arrivals: Option<&Arrivals>, question: &Question) -> Result<Revenue, Unanswerable> {
    if question.draws == 0 {
        return Err(Unanswerable::TooLittle { needed: 1, given: 0 });
    }
    let positive = |values: &[f64]| values.iter().all(|v| v.is_finite() && *v >= 0.0);
    let fine = open.iter().all(|o| {
        positive(&[o.win_spread, o.amount, o.amount_spread])
            && (0.0..=1.0).contains(&o.win)
            && (0.0..=1.0).contains(&o.in_time)
    }) && arrivals.is_none_or(|a| {
        positive(&[a.shape, a.rate, a.wins, a.misses, a.amount, a.amount_spread]) && (a.rate > 0.0 || a.shape == 0.0)
    }) && positive(&[question.market_spread])
        && question.target.is_finite();
    if !fine {
        return Err(Unanswerable::OutOfRange { what: "a pipeline parameter" });
    }
    let chunks = question.draws.div_ceil(CHUNK);
    let mut sums: Vec<f64> = (0..chunks)
        .into_par_iter()
        .flat_map_iter(|chunk| {
            let mut rng = ChaCha8Rng::seed_from_u64(question.seed);
            rng.set_stream(chunk as u64);
            let here = CHUNK.min(question.draws - chunk * CHUNK);
            (0..here).map(move |_| one(open, arrivals, question.market_spread, &mut rng))
        })
        .collect();
    if sums.iter().any(|s| !s.is_finite()) {
        return Err(Unanswerable::NotFinite);
    }
    sums.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| sums[((sums.len() - 1) as f64 * share).round() as usize];
    let n = sums.len() as f64;
    let reached = sums.iter().filter(|s| **s >= question.target).count() as f64 / n;
    Ok(Revenue {
        mean: sums.iter().map(|s| s / n).sum(),
        p10: at(0.1),
        p50: at(0.5),
        p90: at(0.9),
        target_probability: reached,
        target_error: (reached * (1.0 - reached) / n).sqrt(),
    })
}

fn one(open: &[Open], arrivals: Option<&Arrivals>, market_spread: f64, rng: &mut ChaCha8Rng) -> f64 {
    let market = if market_spread > 0.0 { market_spread * draw::normal(rng) } else { 0.0 };
    let mut sum = 0.0;
    for o in open {
        let swing = market + if o.win_spread > 0.0 { o.win_spread * draw::normal(rng) } else { 0.0 };
        let win = if swing == 0.0 || o.win == 0.0 || o.win == 1.0 { o.win } else { logistic(log_odds(o.win) + swing) };
        if rng.random::<f64>() < win * o.in_time {
            sum += amount(o.amount, o.amount_spread, rng);
        }
    }
    if let Some(a) = arrivals.filter(|a| a.shape > 0.0) {
        let mean = draw::gamma(rng, a.shape) / a.rate;
        let number = draw::poisson(rng, mean);
        let rate = draw::beta(rng, a.wins + 0.5, a.misses + 0.5);
        let rate = if market == 0.0 { rate } else { logistic(log_odds(rate) + market) };
        for _ in 0..draw::binomial(rng, number, rate) {
            sum += amount(a.amount, a.amount_spread, rng);
        }
    }
    sum
}

/// A log-normal draw with this mean.
fn amount(mean: f64, spread: f64, rng: &mut ChaCha8Rng) -> f64 {
    if spread == 0.0 { mean } else { mean * (spread * draw::normal(rng) - spread * spread / 2.0).exp() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASK: Question = Question { target: 500.0, market_spread: 0.0, draws: 40_000, seed: 3 };

    fn sure(win: f64, amount: f64) -> Open {
        Open { win, win_spread: 0.0, in_time: 1.0, amount, amount_spread: 0.0 }
    }

    #[test]
    fn equal_opportunities_follow_the_binomial_law() {
        // Ten at 100, each with one half: P(≥ 5 of 10) = 638 / 1024.
        let revenue = simulate(&[sure(0.5, 100.0); 10], None, &ASK).unwrap();
        assert_eq!((revenue.p10, revenue.p50, revenue.p90), (300.0, 500.0, 700.0));
        assert!((revenue.target_probability - 638.0 / 1024.0).abs() < 4.0 * revenue.target_error);
        assert!((revenue.mean - 500.0).abs() < 4.0 * 158.2 / 200.0);
    }

    #[test]
    fn arrivals_amounts_and_time_have_their_expected_sum() {
        let open = [Open { in_time: 0.4, amount_spread: 0.8, ..sure(0.5, 1000.0) }; 20];
        let arrivals = Arrivals { shape: 40.0, rate: 2.0, wins: 29.5, misses: 69.5, amount: 300.0, amount_spread: 0.5 };
        let revenue = simulate(&open, Some(&arrivals), &ASK).unwrap();
        let expected = 20.0 * 0.2 * 1000.0 + 20.0 * 0.3 * 300.0;
        assert!((revenue.mean / expected - 1.0).abs() < 0.02, "{revenue:?}");
        assert!(revenue.p10 < revenue.p50 && revenue.p50 < revenue.p90);
    }

    #[test]
    fn a_shared_swing_widens_the_range_and_the_seed_fixes_it() {
        let open = vec![sure(0.5, 1.0); 400];
        let calm = simulate(&open, None, &ASK).unwrap();
        let rough = simulate(&open, None, &Question { market_spread: 0.5, ..ASK }).unwrap();
        assert!(rough.p90 - rough.p10 > 3.0 * (calm.p90 - calm.p10));
        assert_eq!(simulate(&open, None, &ASK).unwrap(), calm);
    }

    #[test]
    fn bad_input_is_refused_by_name() {
        assert_eq!(
            simulate(&[], None, &Question { draws: 0, ..ASK }),
            Err(Unanswerable::TooLittle { needed: 1, given: 0 })
        );
        for open in [sure(1.5, 1.0), sure(f64::NAN, 1.0), sure(0.5, -1.0), sure(0.5, f64::INFINITY)] {
            assert_eq!(simulate(&[open], None, &ASK), Err(Unanswerable::OutOfRange { what: "a pipeline parameter" }));
        }
        assert_eq!(simulate(&[sure(1.0, f64::MAX); 2], None, &ASK), Err(Unanswerable::NotFinite));
        assert_eq!(simulate(&[], None, &ASK).unwrap().p90, 0.0);
    }
}
