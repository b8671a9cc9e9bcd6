//! Made-up opportunities of which the true probability is known.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

pub struct Cases {
    pub numbers: Vec<Vec<f64>>,
    pub levels: Vec<Vec<u32>>,
    pub truth: Vec<f64>,
    pub won: Vec<bool>,
}

#[derive(Clone, Copy)]
pub enum Shape {
    /// Thirty numbers, ten of which matter, each by a line.
    Lines,
    /// Owners, sources and the like with an effect for each, and a few numbers.
    Levels,
    /// Smooth curves.
    Smooth,
    /// Curves, steps and a U.
    Curves,
    /// Effects that depend on a second column.
    Pairs,
    /// Friedman's first function: Friedman (1991), Annals of Statistics 19(1), eq. 61.
    Friedman,
}

pub fn normal(rng: &mut ChaCha8Rng) -> f64 {
    (-2.0 * rng.random::<f64>().max(1e-300).ln()).sqrt() * (std::f64::consts::TAU * rng.random::<f64>()).cos()
}

pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// `seed` draws the rows, `world` the effects.
pub fn cases(shape: Shape, rows: usize, seed: u64, world: u64) -> Cases {
    let mut world = ChaCha8Rng::seed_from_u64(world);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let effects =
        |world: &mut ChaCha8Rng, n: usize, sd: f64| -> Vec<f64> { (0..n).map(|_| sd * normal(world)).collect() };
    let (numbers, sizes) = match shape {
        Shape::Lines => (30, vec![]),
        Shape::Levels => (4, vec![35, 8, 12, 7, 6]),
        Shape::Smooth | Shape::Curves => (8, vec![6]),
        Shape::Pairs => (5, vec![10, 7, 5]),
        Shape::Friedman => (10, vec![]),
    };
    let owner: Vec<Vec<f64>> = sizes.iter().map(|n| effects(&mut world, *n, 0.6)).collect();
    let lines = effects(&mut world, 10, 0.5);
    let joint: Vec<f64> = effects(&mut world, 70, 1.0);
    let mut out =
        Cases { numbers: vec![vec![]; numbers], levels: vec![vec![]; sizes.len()], truth: vec![], won: vec![] };
    for _ in 0..rows {
        let x: Vec<f64> = (0..numbers)
            .map(|_| if matches!(shape, Shape::Friedman) { rng.random() } else { normal(&mut rng) })
            .collect();
        let l: Vec<usize> =
            sizes.iter().map(|&n| ((rng.random::<f64>().powi(2) * n as f64) as usize).min(n - 1)).collect();
        let main: f64 = l.iter().zip(&owner).map(|(l, e)| e[*l]).sum();
        let eta = match shape {
            Shape::Lines => x.iter().zip(&lines).map(|(x, b)| x * b).sum(),
            Shape::Levels => main + 0.5 * x[0] - 0.4 * x[1] - 0.5,
            Shape::Smooth => main + (2.0 * x[0]).sin() + 0.5 * (x[1] * x[1] - 1.0) + 0.5 * x[2] - 0.3,
            Shape::Curves => {
                main + (2.0 * x[0]).sin()
                    + 0.7 * (x[1] * x[1] - 1.0)
                    + if x[2] > 0.4 { 1.2 } else { -0.4 }
                    + x[3].exp().min(6.0) * 0.4
                    - 0.6
            }
            Shape::Pairs => {
                main + 0.9 * x[0] * x[1]
                    + joint[l[0] * 7 + l[1]]
                    + x[2] * owner[2][l[2]] * 1.5
                    + if x[3] > 0.0 && x[4] > 0.0 { 1.0 } else { 0.0 }
            }
            Shape::Friedman => {
                (10.0 * (std::f64::consts::PI * x[0] * x[1]).sin()
                    + 20.0 * (x[2] - 0.5).powi(2)
                    + 10.0 * x[3]
                    + 5.0 * x[4]
                    - 14.4)
                    / 3.0
            }
        };
        let p = logistic(eta);
        for (column, x) in out.numbers.iter_mut().zip(&x) {
            column.push(*x);
        }
        for (column, l) in out.levels.iter_mut().zip(&l) {
            column.push(*l as u32);
        }
        out.truth.push(p);
        out.won.push(rng.random::<f64>() < p);
    }
    out
}
