//! Rolling origin: what each method would have said in the past, against what came.

use super::candidates::{Known, candidates};
use super::interval::Surprise;
use super::{Method, Rolling};

/// Origins tried: at least these, more where each says less because few steps follow it or the series is short.
const FEWEST_ORIGINS: usize = 5;

/// Origins tried of a series up to [`SHORT`].
const SHORT_ORIGINS: usize = 10;
const SHORT: usize = 48;

/// Origins tried at most.
const MOST_ORIGINS: usize = 12;

/// Errors that are wanted from all origins together.
const ERRORS: usize = 40;

/// What each method scored.
#[derive(Debug)]
pub(super) struct Trial {
    scores: Vec<Score>,
    origins: usize,
}

#[derive(Debug, Clone, Copy)]
struct Score {
    method: Method,
    /// Mean absolute error over origins, each with the mean over its steps, in units of the one-step naive error.
    mase: f64,
    /// Σ over origins of the mean squared error in own variances.
    surprise: f64,
    origins: usize,
}

impl Trial {
    /// Tries all methods from up to [`MOST_ORIGINS`] origins. `None` when the series is too short to hold anything back.
    pub(super) fn run(y: &[f64], periods: &[usize], horizon: usize) -> Option<Self> {
        let n = y.len();
        let period = periods.first().copied().filter(|p| n >= 3 * p + 2).unwrap_or(1);
        let least = (2 * period + 2).max(n / 2).max(5);
        if least + 1 > n {
            return None;
        }
        let ahead = horizon.min((n - least).div_ceil(2)).max(1);
        let last = n - ahead.div_ceil(2);
        // A horizon of one or two steps still wants origins from a whole season, or a good part of the past.
        let span = (2 * ahead + 2).max(period + ahead).max(n / 5);
        let first = least.max(n.saturating_sub(span)).min(last);
        let fewest = if n <= SHORT { SHORT_ORIGINS } else { FEWEST_ORIGINS };
        let count = (ERRORS / ahead).clamp(fewest, MOST_ORIGINS);
        let mut origins: Vec<usize> = (0..count).map(|k| first + (last - first) * k / (count - 1)).collect();
        origins.dedup();
        let unit = y[period..].iter().zip(y).map(|(a, b)| (a - b).abs()).sum::<f64>() / (n - period) as f64;
        let unit = if unit > 1e-12 { unit } else { 1.0 };
        let mut scores: Vec<Score> = Vec::new();
        let mut known = Known::default();
        for &origin in &origins {
            let came = &y[origin..n.min(origin + ahead)];
            for (method, path) in candidates(&y[..origin], periods, came.len(), &mut known) {
                let steps = came.len() as f64;
                let misses = || came.iter().zip(&path.mean).map(|(came, said)| came - said);
                let error = misses().map(f64::abs).sum::<f64>() / steps / unit;
                let square =
                    misses().zip(&path.variance).map(|(miss, variance)| miss * miss / variance.max(1e-20)).sum::<f64>();
                let at = scores.iter().position(|score| score.method == method).unwrap_or_else(|| {
                    scores.push(Score { method, mase: 0.0, surprise: 0.0, origins: 0 });
                    scores.len() - 1
                });
                scores[at].mase += error;
                scores[at].surprise += square / steps;
                scores[at].origins += 1;
            }
        }
        // A method that could not answer from every origin is not compared.
        scores.retain(|score| score.origins == origins.len());
        for score in &mut scores {
            score.mase /= origins.len() as f64;
        }
        Some(Self { scores, origins: origins.len() })
    }

    fn score(&self, method: Method) -> Option<&Score> {
        self.scores.iter().find(|score| score.method == method)
    }

    /// The median, unless another is better by [`CLEARLY`]. What loses to the seasonal naive is not offered: then half
    /// of both is tried, then whatever beats the naive, then the naive itself.
    pub(super) fn choice(&self) -> Method {
        let mase = |method| self.score(method).map_or(f64::INFINITY, |score| score.mase);
        let (naive, median) = (mase(Method::SeasonalNaive), mase(Method::Median));
        let best = self.scores.iter().min_by(|a, b| a.mase.total_cmp(&b.mase));
        let best = best.map_or((Method::SeasonalNaive, naive), |best| (best.method, best.mase));
        if best.1 < CLEARLY * median.min(naive) {
            return best.0;
        }
        let offers = [(Method::Median, median), (Method::HalfNaive, mase(Method::HalfNaive)), best];
        offers.into_iter().find(|(_, mase)| *mase < naive).map_or(Method::SeasonalNaive, |(method, _)| method)
    }

    pub(super) fn rolling(&self, method: Method) -> Rolling {
        let mase = |method| self.score(method).map_or(0.0, |score| score.mase);
        Rolling { mase: mase(method), naive_mase: mase(Method::SeasonalNaive), origins: self.origins }
    }

    pub(super) fn surprise(&self, method: Method) -> Surprise {
        self.score(method).map_or(Surprise { mean: 1.0, count: 0.0 }, |score| Surprise {
            mean: score.surprise / score.origins as f64,
            count: score.origins as f64,
        })
    }
}

/// By how much another method has to beat the median, and the seasonal naive, on the past: the best of many looks better than it is.
const CLEARLY: f64 = 0.6;
