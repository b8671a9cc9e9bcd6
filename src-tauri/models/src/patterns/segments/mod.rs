//! Groups that the data themselves suggest: a mixture of normal distributions, as many as the evidence carries.

mod gaussian;

use rand::{Rng, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use self::gaussian::Gaussian;
use crate::Unanswerable;

/// The most groups that are tried.
pub const MOST_SEGMENTS: usize = 8;

/// The most features.
pub const MOST_FEATURES: usize = 16;

/// Seeded starts for each number of groups, run for a few rounds; the likeliest is run to its end (Biernacki, Celeux &
/// Govaert 2003, Computational Statistics & Data Analysis 41(3–4), "em-EM").
const STARTS: usize = 4;

/// Rounds of a start.
const FIRST_ROUNDS: usize = 8;

/// Rounds of a fit, at most.
const ROUNDS: usize = 200;

/// What makes a group different: its mean of one feature against everybody's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distinction {
    /// Which feature.
    pub feature: usize,
    /// The group's mean less everybody's, in everybody's standard deviations.
    pub by: f64,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its share of everybody, 0 to 1.
    pub share: f64,
    /// Its mean of each feature, in the features' units.
    pub mean: Vec<f64>,
    /// Features by how far the group lies from everybody, farthest first: its name.
    pub distinctions: Vec<Distinction>,
}

/// The groups, and who belongs where.
#[derive(Debug, Clone, PartialEq)]
pub struct Segments {
    /// Largest first.
    pub segments: Vec<Segment>,
    /// The likeliest group of each row.
    pub of_row: Vec<usize>,
    /// How sure that is, 0 to 1.
    pub certainty: Vec<f64>,
    /// The Bayesian information criterion of 1, 2 … groups (Schwarz 1978); lower is better, and the lowest was taken.
    pub bic: Vec<f64>,
}

/// Groups of `rows`, each with the same number of features (at most [`MOST_FEATURES`]).
///
/// Features are brought to mean 0 and deviation 1; amounts and counts are better given as logarithms. Full covariances
/// by expectation–maximisation (Dempster, Laird & Rubin 1977) from k-means++ starts (Arthur & Vassilvitskii 2007), the
/// number of groups up to `most` by BIC (Fraley & Raftery 2002, Journal of the American Statistical Association 97(458)).
/// It assumes that within a group features scatter like a normal distribution. The same seed gives the same groups.
///
/// Needs ten rows a feature, and finite values.
pub fn segments(rows: &[Vec<f64>], most: usize, seed: u64) -> Result<Segments, Unanswerable> {
    let width = rows.first().map_or(0, Vec::len);
    if !(1..=MOST_FEATURES).contains(&width) || rows.iter().any(|row| row.len() != width) {
        return Err(Unanswerable::OutOfRange { what: "features" });
    }
    if rows.len() < 10 * width {
        return Err(Unanswerable::TooLittle { needed: 10 * width, given: rows.len() });
    }
    if rows.iter().flatten().any(|x| !x.is_finite()) {
        return Err(Unanswerable::NotFinite);
    }
    let scale = Scale::of(rows, width);
    let data = scale.apply(rows);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut bic = Vec::new();
    let mut best: Option<(f64, Mixture)> = None;
    for k in 1..=most.clamp(1, MOST_SEGMENTS).min(rows.len() / (5 * width)).max(1) {
        let Some(fit) = Mixture::fit(&data, width, k, &mut rng) else { break };
        let parameters = (k - 1 + k * width + k * width * (width + 1) / 2) as f64;
        let criterion = parameters * (rows.len() as f64).ln() - 2.0 * fit.log_likelihood;
        bic.push(criterion);
        if best.as_ref().is_none_or(|(lowest, _)| criterion < *lowest) {
            best = Some((criterion, fit));
        }
        // Two more groups that explain no better: more will not either.
        if bic.len() > 2 && bic[k - 1] > bic[k - 2] && bic[k - 2] > bic[k - 3] {
            break;
        }
    }
    let (_, mixture) = best.ok_or(Unanswerable::OutOfRange { what: "features" })?;
    Ok(mixture.answer(&data, &scale, bic))
}

/// How features are brought to mean 0 and deviation 1. A constant feature stays 0.
struct Scale {
    mean: Vec<f64>,
    deviation: Vec<f64>,
}

impl Scale {
    fn of(rows: &[Vec<f64>], width: usize) -> Self {
        let n = rows.len() as f64;
        let mean: Vec<f64> = (0..width).map(|j| rows.iter().map(|row| row[j] / n).sum()).collect();
        let deviation = (0..width)
            .map(|j| {
                let largest = rows.iter().fold(0.0_f64, |most, row| most.max((row[j] / 2.0 - mean[j] / 2.0).abs()));
                if largest <= 1e-12 * mean[j].abs() || largest == 0.0 {
                    return 1.0;
                }
                let square = |row: &Vec<f64>| ((row[j] / 2.0 - mean[j] / 2.0) / largest).powi(2);
                (rows.iter().map(square).sum::<f64>() / n).sqrt() * largest * 2.0
            })
            .collect();
        Self { mean, deviation }
    }

    fn apply(&self, rows: &[Vec<f64>]) -> Vec<f64> {
        let scaled = |row: &Vec<f64>| -> Vec<f64> {
            row.iter().zip(self.mean.iter().zip(&self.deviation)).map(|(x, (m, d))| x / d - m / d).collect()
        };
        rows.iter().flat_map(scaled).collect()
    }
}

/// A fitted mixture over scaled features.
struct Mixture {
    parts: Vec<(f64, Gaussian)>,
    log_likelihood: f64,
    width: usize,
}

impl Mixture {
    fn fit(data: &[f64], width: usize, k: usize, rng: &mut impl Rng) -> Option<Self> {
        let starts = if k == 1 { 1 } else { STARTS };
        let begun = (0..starts).filter_map(|_| {
            let mut weights = nearest(data, width, &centres(data, width, k, rng));
            let mixture = Self::run(data, width, k, &mut weights, FIRST_ROUNDS)?;
            Some((mixture.log_likelihood, weights))
        });
        let (_, mut weights) = begun.max_by(|a, b| a.0.total_cmp(&b.0))?;
        Self::run(data, width, k, &mut weights, ROUNDS)
    }

    /// Rounds of expectation and maximisation until nothing is gained; `weights` has a row of weights for each part.
    fn run(data: &[f64], width: usize, k: usize, weights: &mut [f64], rounds: usize) -> Option<Self> {
        let n = data.len() / width;
        let mut before = f64::NEG_INFINITY;
        let mut round = 0;
        loop {
            let parts: Vec<(f64, Gaussian)> = (0..k)
                .map(|part| Gaussian::weighted(data, width, &weights[part * n..(part + 1) * n]))
                .collect::<Option<_>>()?;
            let mut mixture = Self { parts, log_likelihood: 0.0, width };
            mixture.log_likelihood = mixture.expect(data, weights);
            if !mixture.log_likelihood.is_finite() {
                return None;
            }
            round += 1;
            if mixture.log_likelihood - before < 1e-6 * n as f64 || round == rounds {
                return Some(mixture);
            }
            before = mixture.log_likelihood;
        }
    }

    /// Sets each row's weight of each part and gives the log-likelihood.
    fn expect(&self, data: &[f64], weights: &mut [f64]) -> f64 {
        let n = data.len() / self.width;
        let mut total = 0.0;
        let mut logs = vec![0.0; self.parts.len()];
        for (i, row) in data.chunks_exact(self.width).enumerate() {
            for (log, (share, gaussian)) in logs.iter_mut().zip(&self.parts) {
                *log = share.ln() + gaussian.log_density(row);
            }
            let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = logs.iter().map(|log| (log - most).exp()).sum();
            total += most + sum.ln();
            for (part, log) in logs.iter().enumerate() {
                weights[part * n + i] = (log - most).exp() / sum;
            }
        }
        total
    }

    fn answer(&self, data: &[f64], scale: &Scale, bic: Vec<f64>) -> Segments {
        let n = data.len() / self.width;
        let k = self.parts.len();
        let mut weights = vec![0.0; k * n];
        self.expect(data, &mut weights);
        let mut order: Vec<usize> = (0..k).collect();
        order.sort_by(|a, b| self.parts[*b].0.total_cmp(&self.parts[*a].0));
        let segment = |part: &usize| {
            let (share, gaussian) = &self.parts[*part];
            let mut distinctions: Vec<Distinction> =
                gaussian.mean.iter().enumerate().map(|(feature, by)| Distinction { feature, by: *by }).collect();
            distinctions.sort_by(|a, b| b.by.abs().total_cmp(&a.by.abs()));
            let back = |(j, x): (usize, &f64)| (x * scale.deviation[j] + scale.mean[j]).clamp(f64::MIN, f64::MAX);
            Segment { share: *share, mean: gaussian.mean.iter().enumerate().map(back).collect(), distinctions }
        };
        let (mut of_row, mut certainty) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for i in 0..n {
            let weight = |rank: usize| weights[order[rank] * n + i];
            let best = (0..k).max_by(|a, b| weight(*a).total_cmp(&weight(*b))).unwrap_or(0);
            of_row.push(best);
            certainty.push(weight(best));
        }
        Segments { segments: order.iter().map(segment).collect(), of_row, certainty, bic }
    }
}

/// k-means++ starts: each next centre far from those there are.
fn centres(data: &[f64], width: usize, k: usize, rng: &mut impl Rng) -> Vec<usize> {
    let n = data.len() / width;
    let mut centres = vec![rng.random_range(0..n)];
    let mut nearest = vec![f64::INFINITY; n];
    while centres.len() < k {
        let last = centres[centres.len() - 1];
        for (i, nearest) in nearest.iter_mut().enumerate() {
            *nearest = nearest.min(distance(data, width, i, last));
        }
        let total: f64 = nearest.iter().sum();
        let mut left = rng.random::<f64>() * total;
        let next = nearest.iter().position(|d| {
            left -= d;
            left < 0.0
        });
        centres.push(next.unwrap_or_else(|| rng.random_range(0..n)));
    }
    centres
}

/// Weights that give each row to the nearest centre.
fn nearest(data: &[f64], width: usize, centres: &[usize]) -> Vec<f64> {
    let n = data.len() / width;
    let mut weights = vec![0.0; centres.len() * n];
    for i in 0..n {
        let near = |part: &usize| distance(data, width, i, centres[*part]);
        let best = (0..centres.len()).min_by(|a, b| near(a).total_cmp(&near(b))).unwrap_or(0);
        weights[best * n + i] = 1.0;
    }
    weights
}

fn distance(data: &[f64], width: usize, a: usize, b: usize) -> f64 {
    let row = |i: usize| &data[i * width..(i + 1) * width];
    row(a).iter().zip(row(b)).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
mod tests;
