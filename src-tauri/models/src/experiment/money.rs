//! Money per customer in two arms, compared by resampling.
//!
//! A few large orders make the mean of money anything but normal. The bootstrap asks what the difference would have been
//! with other customers of the same kind: each arm is drawn again from itself, many times. The interval is corrected for
//! bias and skewness (BCa; Efron (1987), JASA 82, 171–185, eq. 2.3 and 6.6).

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use statrs::function::erf::{erfc, erfc_inv};

use crate::Unanswerable;

/// Customers needed in each arm: below it resampling repeats the few there are.
pub const MIN_CUSTOMERS: usize = 10;

/// Draws made by one seeded stream.
const CHUNK: usize = 64;

/// The comparison of two arms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// Mean of B less mean of A, per customer.
    pub difference: f64,
    /// 80 % interval of it.
    pub interval80: (f64, f64),
    /// 95 % interval of it.
    pub interval95: (f64, f64),
    /// The share of draws in which B's mean is the greater.
    pub b_better: f64,
}

/// Compares what each customer of two arms brought, 0 for those who bought nothing.
///
/// # Errors
/// Fewer than [`MIN_CUSTOMERS`] in an arm; a value that is not finite, or sums beyond the range of numbers; no draw.
pub fn compare(a: &[f64], b: &[f64], draws: usize, seed: u64) -> Result<Gain, Unanswerable> {
    let fewest = a.len().min(b.len());
    if fewest < MIN_CUSTOMERS || draws == 0 {
        return Err(Unanswerable::TooLittle { needed: MIN_CUSTOMERS, given: fewest });
    }
    let difference = mean(b) - mean(a);
    if !difference.is_finite() || a.iter().chain(b).any(|x| !x.is_finite()) {
        return Err(Unanswerable::NotFinite);
    }
    let mut drawn: Vec<f64> = (0..draws.div_ceil(CHUNK))
        .into_par_iter()
        .flat_map_iter(|chunk| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            rng.set_stream(chunk as u64);
            let here = CHUNK.min(draws - chunk * CHUNK);
            (0..here).map(move |_| redraw(b, &mut rng) - redraw(a, &mut rng))
        })
        .collect();
    drawn.sort_unstable_by(f64::total_cmp);
    let n = draws as f64;
    let share = |of: &dyn Fn(f64) -> bool| drawn.iter().filter(|d| of(**d)).count() as f64 / n;
    let below = share(&|d| d < difference) + share(&|d| d == difference) / 2.0;
    let bias = normal_quantile(below.clamp(0.5 / n, 1.0 - 0.5 / n));
    let skew = acceleration(a, b);
    let at = |level: f64| {
        let z = bias + normal_quantile(level);
        let moved = normal_share(bias + z / (1.0 - skew * z));
        drawn[((moved * n) as usize).min(draws - 1)]
    };
    Ok(Gain {
        difference,
        interval80: (at(0.1), at(0.9)),
        interval95: (at(0.025), at(0.975)),
        b_better: share(&|d| d > 0.0) + share(&|d| d == 0.0) / 2.0,
    })
}

fn mean(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    values.iter().map(|v| v / n).sum()
}

fn redraw(values: &[f64], rng: &mut ChaCha8Rng) -> f64 {
    let n = values.len() as f64;
    (0..values.len()).map(|_| values[rng.random_range(0..values.len())] / n).sum()
}

/// A sixth of the skewness of the influence of each customer on the difference (Efron, eq. 7.4, for two samples).
fn acceleration(a: &[f64], b: &[f64]) -> f64 {
    let moments = |values: &[f64], sign: f64| {
        let (n, middle) = (values.len() as f64, mean(values));
        let scale = values.iter().map(|v| (v - middle).abs()).fold(0.0, f64::max);
        if scale == 0.0 {
            return (0.0, 0.0, 0.0);
        }
        let sum = |power: i32| values.iter().map(|v| ((v - middle) / scale).powi(power)).sum::<f64>();
        (scale / n, sum(2), sign * sum(3))
    };
    let ((sa, a2, a3), (sb, b2, b3)) = (moments(a, -1.0), moments(b, 1.0));
    let scale = sa.max(sb);
    if scale == 0.0 {
        return 0.0;
    }
    let (ra, rb) = (sa / scale, sb / scale);
    let (second, third) = (ra.powi(2) * a2 + rb.powi(2) * b2, ra.powi(3) * a3 + rb.powi(3) * b3);
    (third / (6.0 * second.powf(1.5))).clamp(-0.25, 0.25)
}

fn normal_quantile(share: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erfc_inv(2.0 * share)
}

fn normal_share(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::draw;

    #[test]
    fn the_interval_holds_for_skewed_money() {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        let mut arm =
            |n: usize, mean: f64| -> Vec<f64> { (0..n).map(|_| mean * draw::gamma(&mut rng, 0.5) / 0.5).collect() };
        let worlds = 300;
        let inside = (0..worlds).filter(|seed| {
            let gain = compare(&arm(80, 10.0), &arm(80, 13.0), 800, *seed).unwrap();
            gain.interval80.0 <= 3.0 && 3.0 <= gain.interval80.1
        });
        let share = inside.count() as f64 / worlds as f64;
        assert!((share - 0.8).abs() < 0.07, "{share}");
    }

    #[test]
    fn equal_arms_are_even_and_a_constant_is_certain() {
        let same = compare(&[5.0; 20], &[5.0; 20], 200, 1).unwrap();
        assert_eq!((same.difference, same.b_better, same.interval95), (0.0, 0.5, (0.0, 0.0)));
        let more = compare(&[5.0; 20], &[6.0; 20], 200, 1).unwrap();
        assert!((more.difference - 1.0).abs() < 1e-12 && more.b_better == 1.0);
    }

    #[test]
    fn bad_input_is_refused_by_name() {
        assert_eq!(compare(&[1.0; 9], &[1.0; 20], 9, 1), Err(Unanswerable::TooLittle { needed: 10, given: 9 }));
        assert_eq!(compare(&[f64::NAN; 20], &[1.0; 20], 9, 1), Err(Unanswerable::NotFinite));
        assert_eq!(compare(&[f64::MIN; 20], &[f64::MAX; 20], 9, 1), Err(Unanswerable::NotFinite));
    }
}
