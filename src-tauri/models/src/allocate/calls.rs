//! Whom to call today: the calls that are worth most, most first.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use crate::Unanswerable;

/// What is known about calling somebody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prospect {
    /// Calls that led on, and those that did not, prior included: the two parameters of a Beta distribution, above 0.
    pub hits: f64,
    /// See `hits`.
    pub misses: f64,
    /// What a call that leads on is worth, in units of money.
    pub value: f64,
    /// What a call costs, in the same units.
    pub cost: f64,
}

/// A call on the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Call {
    /// The prospect, by index.
    pub prospect: usize,
    /// What the call is expected to bring, less its cost.
    pub expected: f64,
    /// Whether it is on the list to learn more rather than for what is expected of it.
    pub exploring: bool,
}

/// At most `most` calls worth making, by expected value.
///
/// With a `seed` the chance of each prospect is drawn from what is believed of it instead of its mean (Thompson 1933,
/// Biometrika 25): somebody of whom little is known comes on the list now and then, marked as exploring when the expected
/// value alone would not have put them there. Chances are taken to be independent of one another.
pub fn call_list(prospects: &[Prospect], most: usize, seed: Option<u64>) -> Result<Vec<Call>, Unanswerable> {
    let sound = |p: &Prospect| {
        [p.hits, p.misses, p.value, p.cost].iter().all(|v| v.is_finite()) && p.hits > 0.0 && p.misses > 0.0
    };
    if !prospects.iter().all(sound) {
        return Err(Unanswerable::NotFinite);
    }
    let expected = |p: &Prospect| p.hits / (p.hits + p.misses) * p.value - p.cost;
    let best = |scores: &[f64]| {
        let mut order: Vec<usize> = (0..scores.len()).filter(|i| scores[*i] > 0.0).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        order.truncate(most);
        order
    };
    let means: Vec<f64> = prospects.iter().map(expected).collect();
    let usual = best(&means);
    let chosen = match seed {
        None => usual.clone(),
        Some(seed) => {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let draws: Vec<f64> =
                prospects.iter().map(|p| beta(p.hits, p.misses, &mut rng) * p.value - p.cost).collect();
            best(&draws)
        }
    };
    let call = |prospect: usize| Call { prospect, expected: means[prospect], exploring: !usual.contains(&prospect) };
    Ok(chosen.into_iter().map(call).collect())
}

/// A draw from a Beta distribution, as a ratio of Gamma draws kept in logarithms.
fn beta(a: f64, b: f64, rng: &mut ChaCha8Rng) -> f64 {
    let odds = log_gamma_draw(b, rng) - log_gamma_draw(a, rng);
    1.0 / (1.0 + odds.exp())
}

/// The logarithm of a Gamma draw: Marsaglia & Tsang (2000), ACM Transactions on Mathematical Software 26(3), 363–372;
/// shapes below 1 by their section 6.
fn log_gamma_draw(shape: f64, rng: &mut ChaCha8Rng) -> f64 {
    if shape < 1.0 {
        let uniform: f64 = rng.random_range(f64::MIN_POSITIVE..1.0);
        return log_gamma_draw(shape + 1.0, rng) + uniform.ln() / shape;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(rng);
        let v = (1.0 + c * x).powi(3);
        let uniform: f64 = rng.random_range(f64::MIN_POSITIVE..1.0);
        if v > 0.0 && uniform.ln() < 0.5 * x * x + d * (1.0 - v + v.ln()) {
            return d.ln() + v.ln();
        }
    }
}

/// Box & Muller (1958).
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let radius: f64 = rng.random_range(f64::MIN_POSITIVE..1.0);
    let angle: f64 = rng.random_range(0.0..std::f64::consts::TAU);
    (-2.0 * radius.ln()).sqrt() * angle.cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_by_expected_value_and_leaves_out_what_does_not_pay() {
        let prospect = |hits, misses, value| Prospect { hits, misses, value, cost: 5.0 };
        let all = [prospect(1.0, 9.0, 100.0), prospect(5.0, 5.0, 40.0), prospect(1.0, 99.0, 100.0)];
        let list = call_list(&all, 20, None).unwrap();
        assert_eq!(list.iter().map(|c| c.prospect).collect::<Vec<_>>(), [1, 0]);
        assert!((list[0].expected - 15.0).abs() < 1e-12 && !list[0].exploring);
        assert_eq!(call_list(&all, 1, None).unwrap().len(), 1);
        assert!(call_list(&[Prospect { hits: f64::NAN, ..all[0] }], 1, None).is_err());
    }

    #[test]
    fn exploring_tries_the_unknown_now_and_then_and_says_so() {
        let known = Prospect { hits: 300.0, misses: 700.0, value: 100.0, cost: 0.0 };
        let unknown = Prospect { hits: 0.5, misses: 1.5, ..known };
        let tried = (0..2_000).filter(|seed| {
            let list = call_list(&[known, unknown], 1, Some(*seed)).unwrap();
            assert_eq!(list[0].exploring, list[0].prospect == 1);
            list[0].exploring
        });
        // P(Beta(.5, 1.5) > .3) is .3393, by numerical integration; the rival's own spread hardly matters.
        let share = tried.count() as f64 / 2_000.0;
        assert!((share - 0.34).abs() < 0.04, "{share}");
    }
}
