//! Series of known structure: what a business sees, with the truth written beside it.

use rand::{Rng, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use crate::Sample;

/// Standard normal, by the polar method of Marsaglia & Bray (1964).
pub fn normal(rng: &mut impl Rng) -> f64 {
    loop {
        let (u, v): (f64, f64) = (rng.random_range(-1.0..1.0), rng.random_range(-1.0..1.0));
        let s = u * u + v * v;
        if s > 0.0 && s < 1.0 {
            return u * (-2.0 * s.ln() / s).sqrt();
        }
    }
}

/// The families; each is drawn with its own sizes of noise, slope and season.
pub const FAMILIES: [&str; 8] = [
    "steady level",
    "wandering level",
    "straight trend",
    "wandering trend",
    "fading trend",
    "autocorrelated noise",
    "growth in per cent",
    "a broken level",
];

/// One series of a family with a season of `period` (none for 1), its first `length` values for training.
pub fn sample(family: usize, period: usize, length: usize, horizon: usize, seed: u64) -> Sample {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let n = length + horizon;
    let sigma = 10_f64.powf(rng.random_range(-2.0..-0.9));
    let slope = rng.random_range(-0.2..0.35) * sigma;
    let (alpha, beta) = (rng.random_range(0.1..0.9), rng.random_range(0.02..0.2));
    let phi = rng.random_range(0.85..0.97);
    let shift_at = rng.random_range(length / 3..length);
    let strength = sigma * rng.random_range(0.5..5.0);
    let mut season: Vec<f64> =
        (0..period).map(|_| if period > 1 { strength * normal(&mut rng) } else { 0.0 }).collect();
    if period > 24 {
        // A year of weeks is a smooth wave.
        let (a, b, c) = (normal(&mut rng), normal(&mut rng), normal(&mut rng));
        for (t, s) in season.iter_mut().enumerate() {
            let x = t as f64 / period as f64 * std::f64::consts::TAU;
            *s = strength * (a * x.sin() + b * x.cos() + 0.5 * c * (2.0 * x).sin());
        }
    }
    let (mut level, mut trend, mut noise) = (1.0, slope, 0.0);
    if family == 4 {
        trend *= 8.0;
    }
    let mut values = Vec::with_capacity(n);
    for t in 0..n {
        let e = sigma * normal(&mut rng);
        let at = t % period;
        let base = match family {
            0 => 1.0 + e,
            1 => {
                level += alpha * e;
                level + (1.0 - alpha) * e
            }
            2 => 1.0 + slope * t as f64 + e,
            3 => {
                let fitted = level + trend;
                level = fitted + alpha * e;
                trend += alpha * beta * e;
                fitted + e
            }
            4 => {
                let fitted = level + phi * trend;
                level = fitted + alpha * e;
                trend = phi * trend + alpha * beta * e;
                fitted + e
            }
            5 => {
                noise = 0.7 * noise + e;
                1.0 + 0.5 * slope * t as f64 + noise
            }
            6 => {
                level *= 1.0 + 0.3 * slope + alpha * e;
                level * (1.0 + 0.5 * e)
            }
            _ => {
                let shift = if t >= shift_at { 6.0 * sigma } else { 0.0 };
                1.0 + shift + e
            }
        };
        values.push(if family == 6 { base * season[at].exp() } else { base + season[at] });
        season[at] += 0.05 * sigma * if period > 1 { normal(&mut rng) } else { 0.0 };
    }
    let scale = 10_f64.powf(rng.random_range(2.0..4.0));
    let values: Vec<f64> = values.into_iter().map(|v| v * scale).collect();
    Sample { name: format!("{}/{period}/{seed}", FAMILIES[family]), period, horizon, values }
}
