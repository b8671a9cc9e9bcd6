//! What is probable after the past was seen.

use nalgebra::{Matrix3, Vector3};
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use super::feature::{Bend, Line, Scaled};
use super::{Doubt, spread};
use crate::numeric::{inverse, minimise, polish};
use crate::outcome::draw::{gamma, normal};

/// Before anything is seen, normal: half of the largest response at about the mean spend, a slope of about 1.5, a
/// quarter carried over; in two of three cases the first within a factor of 2.7, the second within 1.6.
const MEANS: Bend = [0.0, 0.405, -1.1];
const SPREADS: Bend = [1.0, 0.5, 1.4];

/// Draws of each round of importance sampling.
const DRAWS: usize = 4_000;
const ROUNDS: usize = 3;
/// Degrees of freedom of what is proposed: with heavier tails than the posterior has.
const HEAVY: f64 = 5.0;
/// 95 % of chi-squared with four degrees of freedom: what four parameters gain by chance.
const CHANCE: f64 = 9.488;
/// A spread that shrank by less than this has learnt hardly anything.
const LEARNT: f64 = 0.8;

/// A curve in units of the past.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub max: f64,
    pub half: f64,
    pub slope: f64,
    pub decay: f64,
    pub base: f64,
    bend: Bend,
}

#[derive(Debug)]
pub(super) struct Posterior {
    pub mode: Point,
    pub draws: Vec<Point>,
    pub noise: f64,
}

impl Posterior {
    /// None where the response does not follow the spend.
    pub fn of(scaled: &Scaled) -> Option<Self> {
        let degrees = scaled.x.len() as f64 - 2.0;
        let objective = |bend: &Bend| {
            let line = scaled.line(bend);
            let mut gradient = line.gradient.map(|slope| 0.5 * degrees * slope);
            for i in 0..3 {
                gradient[i] += (bend[i] - MEANS[i]) / SPREADS[i].powi(2);
            }
            // A response that falls with the spend is no response.
            (if line.max > 0.0 { doubt(bend, &line, degrees) } else { f64::INFINITY }, gradient)
        };
        let starts = [-1.0, 0.0, 1.0].into_iter().flat_map(|half| {
            [0.0, 1.0].into_iter().flat_map(move |slope| [-2.0, 0.5].map(move |decay| [half, slope, decay]))
        });
        let best = starts
            .map(|start| minimise(start, None, 12.0, objective))
            .filter(|found| found.value.is_finite())
            .min_by(|a, b| a.value.total_cmp(&b.value))?;
        let (best, curvature) = polish(best, objective);
        let line = scaled.line(&best.at);
        let all: f64 = scaled.y.iter().map(|y| y * y).sum();
        if (degrees + 2.0) * (all.ln() - line.ln_rest) < CHANCE {
            return None;
        }
        let prior = [0, 1, 2].map(|i| [0, 1, 2].map(|j| if i == j { SPREADS[i] * SPREADS[i] } else { 0.0 }));
        let covariance = curvature.and_then(|h| inverse(&h)).unwrap_or(prior);
        let draws = sample(best.at, covariance, degrees, scaled);
        let mode = point(best.at, line.max, line.base);
        Some(Self { mode, draws, noise: (line.ln_rest.exp() / degrees).sqrt() })
    }

    /// What was hardly learnt.
    pub fn doubts(&self, scaled: &Scaled) -> Vec<Doubt> {
        let most = scaled.x.iter().copied().fold(0.0, f64::max);
        let beyond = self.draws.iter().filter(|draw| draw.half > most).count();
        let vague = |i: usize| spread(self.draws.iter().map(|draw| draw.bend[i])) > LEARNT * SPREADS[i];
        let memory = scaled.memory(&self.mode.bend, self.mode.max, self.mode.base);
        [
            (Doubt::Unsaturated, 2 * beyond > self.draws.len()),
            (Doubt::Half, vague(0)),
            (Doubt::Slope, vague(1)),
            (Doubt::Decay, vague(2)),
            (Doubt::Noise, memory > 0.1 + 2.0 / (scaled.x.len() as f64).sqrt()),
        ]
        .into_iter()
        .filter_map(|(doubt, holds)| holds.then_some(doubt))
        .collect()
    }
}

fn point(bend: Bend, max: f64, base: f64) -> Point {
    let [half, slope, decay] = bend;
    Point { max, half: half.exp(), slope: slope.exp(), decay: 1.0 / (1.0 + (-decay).exp()), base, bend }
}

/// The negative logarithm of the posterior of a bend, whose line has its own integrated out.
fn doubt(bend: &Bend, line: &Line, degrees: f64) -> f64 {
    let off = |i: usize| ((bend[i] - MEANS[i]) / SPREADS[i]).powi(2);
    0.5 * (degrees * line.ln_rest + off(0) + off(1) + off(2))
}

/// Equally weighted draws around `mode`. The same past gives the same draws.
fn sample(mode: Bend, covariance: [[f64; 3]; 3], degrees: f64, scaled: &Scaled) -> Vec<Point> {
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let least = doubt(&mode, &scaled.line(&mode), degrees);
    let mut center = Vector3::from(mode);
    let mut shape = Matrix3::from_fn(|i, j| 1.5 * covariance[i][j]);
    let mut weighted: Vec<(f64, Point)> = Vec::new();
    for _ in 0..ROUNDS {
        let Some(root) = shape.cholesky().map(|c| c.l()) else { break };
        weighted.clear();
        for _ in 0..DRAWS {
            let z = Vector3::from_fn(|_, _| normal(&mut rng));
            let widen = (HEAVY / (2.0 * gamma(&mut rng, HEAVY / 2.0))).sqrt();
            let bend: Bend = (center + root * z * widen).into();
            let proposed = -0.5 * (HEAVY + 3.0) * (z.norm_squared() * widen * widen / HEAVY).ln_1p();
            let line = scaled.line(&bend);
            let (max, base) = linear(&line, degrees, scaled.x.len() as f64, &mut rng);
            // Of the largest response only what is above 0 is believed: the rest of its posterior weighs nothing.
            let weight = if max > 0.0 { (least - doubt(&bend, &line, degrees) - proposed).exp() } else { 0.0 };
            weighted.push((weight, point(bend, max, base)));
        }
        let total: f64 = weighted.iter().map(|(weight, _)| weight).sum();
        if !(total > 0.0 && total.is_finite()) {
            break;
        }
        weighted.iter_mut().for_each(|(weight, _)| *weight /= total);
        center = weighted.iter().map(|(w, p)| Vector3::from(p.bend) * *w).sum();
        let off = |point: &Point| Vector3::from(point.bend) - center;
        shape = weighted.iter().map(|(w, p)| off(p) * off(p).transpose() * (1.2 * w)).sum();
    }
    resample(&weighted)
}

/// Largest response and base given the bend: Student's t about the line.
fn linear(line: &Line, degrees: f64, n: f64, rng: &mut ChaCha8Rng) -> (f64, f64) {
    let noise = (line.ln_rest.exp() / (2.0 * gamma(rng, degrees / 2.0))).sqrt();
    let max = line.max + noise * normal(rng) / line.squares.max(1e-18).sqrt();
    let level = noise * normal(rng) / n.sqrt();
    (max, level - max * line.mean)
}

/// Systematic resampling (Kitagawa 1996, Journal of Computational and Graphical Statistics 5(1)).
fn resample(weighted: &[(f64, Point)]) -> Vec<Point> {
    let total: f64 = weighted.iter().map(|(weight, _)| weight).sum();
    let step = total / weighted.len() as f64;
    let (mut sum, mut next) = (0.0, 0.5 * step);
    let mut draws = Vec::with_capacity(weighted.len());
    for (weight, point) in weighted {
        sum += weight;
        while next < sum {
            draws.push(*point);
            next += step;
        }
    }
    draws
}
