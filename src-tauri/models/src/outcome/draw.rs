//! Random draws from a seeded generator.

use std::f64::consts::TAU;

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// A uniform draw from the open interval (0, 1).
pub(crate) fn open01(rng: &mut ChaCha8Rng) -> f64 {
    rng.random::<f64>().max(f64::MIN_POSITIVE)
}

/// A standard normal draw. Box & Muller (1958), Annals of Mathematical Statistics 29(2), 610–611.
pub(crate) fn normal(rng: &mut ChaCha8Rng) -> f64 {
    (-2.0 * open01(rng).ln()).sqrt() * (TAU * rng.random::<f64>()).cos()
}

/// A gamma draw of this shape and scale 1. Marsaglia & Tsang (2000), ACM TOMS 26(3), 363–372.
pub(crate) fn gamma(rng: &mut ChaCha8Rng, shape: f64) -> f64 {
    if shape < 1.0 {
        return gamma(rng, shape + 1.0) * open01(rng).powf(1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(rng);
        let v = (1.0 + c * x).powi(3);
        if v > 0.0 && open01(rng).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

/// A beta draw, as a ratio of gammas.
pub(crate) fn beta(rng: &mut ChaCha8Rng, a: f64, b: f64) -> f64 {
    let (x, y) = (gamma(rng, a), gamma(rng, b));
    if x + y > 0.0 { x / (x + y) } else { a / (a + b) }
}

/// A Poisson draw. Small means by multiplication (Knuth, TAOCP 2, §3.4.1), large ones by splitting off a gamma
/// (Ahrens & Dieter (1974), Computing 12, 223–246).
pub(crate) fn poisson(rng: &mut ChaCha8Rng, mean: f64) -> u64 {
    let (mut mean, mut sum) = (mean, 0);
    while mean > 30.0 {
        let m = (mean * 7.0 / 8.0).floor();
        let time = gamma(rng, m);
        if time > mean {
            return sum + binomial(rng, m as u64 - 1, mean / time);
        }
        sum += m as u64;
        mean -= time;
    }
    let (limit, mut product, mut k) = ((-mean).exp(), open01(rng), 0);
    while product > limit {
        product *= open01(rng);
        k += 1;
    }
    sum + k
}

/// A binomial draw: by halving with beta order statistics, then coin by coin (Ahrens & Dieter 1974).
pub(crate) fn binomial(rng: &mut ChaCha8Rng, trials: u64, p: f64) -> u64 {
    let (mut n, mut p, mut sum) = (trials, p, 0);
    while n > 40 {
        let a = 1 + n / 2;
        let b = n + 1 - a;
        let x = beta(rng, a as f64, b as f64);
        if x >= p {
            n = a - 1;
            p /= x;
        } else {
            sum += a;
            n = b - 1;
            p = (p - x) / (1.0 - x);
        }
    }
    sum + (0..n).filter(|_| rng.random::<f64>() < p).count() as u64
}

/// Fisher and Yates' shuffle.
pub(crate) fn shuffle<T>(rng: &mut ChaCha8Rng, items: &mut [T]) {
    for i in (1..items.len()).rev() {
        items.swap(i, rng.random_range(0..=i));
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;

    use super::*;

    #[test]
    fn draws_have_the_mean_and_variance_of_their_law() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let n = 40_000;
        let mut check = |name: &str, mean: f64, variance: f64, draw: &mut dyn FnMut(&mut ChaCha8Rng) -> f64| {
            let x: Vec<f64> = (0..n).map(|_| draw(&mut rng)).collect();
            let m = x.iter().sum::<f64>() / f64::from(n);
            let v = x.iter().map(|x| (x - m).powi(2)).sum::<f64>() / f64::from(n);
            assert!((m - mean).abs() < 5.0 * (variance / f64::from(n)).sqrt(), "{name}: mean {m}");
            assert!((v / variance - 1.0).abs() < 0.1, "{name}: variance {v}");
        };
        check("normal", 0.0, 1.0, &mut normal);
        check("gamma .3", 0.3, 0.3, &mut |r| gamma(r, 0.3));
        check("gamma 7", 7.0, 7.0, &mut |r| gamma(r, 7.0));
        check("beta", 0.4, 0.4 * 0.6 / 6.0, &mut |r| beta(r, 2.0, 3.0));
        check("poisson 3", 3.0, 3.0, &mut |r| poisson(r, 3.0) as f64);
        check("poisson 500", 500.0, 500.0, &mut |r| poisson(r, 500.0) as f64);
        check("binomial 9", 2.7, 1.89, &mut |r| binomial(r, 9, 0.3) as f64);
        check("binomial 1000", 300.0, 210.0, &mut |r| binomial(r, 1000, 0.3) as f64);
    }
}
