//! Channels from known curves.

use kehu_models::allocate::budget::Hill;
use kehu_models::allocate::response::Draw;
use rand::RngExt as _;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

/// A channel with its truth.
pub struct World {
    pub truth: Draw,
    pub spend: Vec<f64>,
    pub response: Vec<f64>,
}

fn normal(rng: &mut ChaCha8Rng) -> f64 {
    (-2.0 * rng.random::<f64>().max(f64::MIN_POSITIVE).ln()).sqrt()
        * (std::f64::consts::TAU * rng.random::<f64>()).cos()
}

/// A curve as various as the estimate believes them to be, and `steps` of a spend that was tried at many levels, a year of
/// it before the first step unseen; the noise is `noise` times the spread of the response.
pub fn world(seed: u64, steps: usize, noise: f64) -> World {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let typical = 1_000.0 * normal(&mut rng).exp();
    let curve = Hill {
        max: 300.0 * normal(&mut rng).exp(),
        half: 1.2 * typical * normal(&mut rng).exp(),
        slope: 1.5 * (0.5 * normal(&mut rng)).exp(),
    };
    let truth = Draw {
        curve,
        decay: 1.0 / (1.0 + (1.1 - 1.4 * normal(&mut rng)).exp()),
        base: curve.max * rng.random_range(0.0..0.5),
    };
    let spread: f64 = rng.random_range(0.5..1.0);
    let all: Vec<f64> = (0..steps + 52)
        .map(|_| if rng.random::<f64>() < 0.1 { 0.0 } else { typical * (spread * normal(&mut rng)).exp() })
        .collect();
    let mut adstock = typical;
    let means: Vec<f64> = all
        .iter()
        .map(|spend| {
            adstock = (1.0 - truth.decay) * spend + truth.decay * adstock;
            truth.base + curve.response(adstock)
        })
        .collect();
    let seen = &means[52..];
    let middle = seen.iter().sum::<f64>() / steps as f64;
    let swing = (seen.iter().map(|m| (m - middle).powi(2)).sum::<f64>() / steps as f64).sqrt();
    let response = seen.iter().map(|mean| mean + noise * swing * normal(&mut rng)).collect();
    World { truth, spend: all[52..].to_vec(), response }
}
