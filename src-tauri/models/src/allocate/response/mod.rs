//! How the response to a channel grows with what is spent on it: a Hill curve behind an adstock, estimated from the
//! past.
//!
//! Of one channel, in even steps of time: `responseₜ = base + Hill(aₜ) + noise` with the adstock
//! `aₜ = (1 − decay) · spendₜ + decay · aₜ₋₁` (Broadbent 1979, Journal of the Market Research Society 21(3); saturation
//! after carry-over as in Jin et al. 2017, Google, equations 1 and 5). So normalised, a spend that stays the same is its
//! own adstock, and the curve is what [`super::budget`] asks for. Before the first step the spend is taken to have been
//! its mean.
//!
//! Few weeks hold all of a curve, and the likelihood then has long ridges, so the answer is a posterior: weak beliefs
//! about where such curves bend keep out what no channel does, and [`Fit::draws`] say what is left open. Half point,
//! slope and decay are drawn by adaptive importance sampling (Cappé et al. 2004, Journal of Computational and Graphical
//! Statistics 13(4)) around the mode; given those the model is linear, and largest response, base and noise have their
//! exact posterior under flat beliefs (Box & Tiao 1973, section 2.7).

mod feature;
mod posterior;

use super::budget::Hill;
use feature::Scaled;
use posterior::Posterior;

/// Steps that five parameters need at least.
pub const MIN_STEPS: usize = 20;

/// One way the past may have come about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Draw {
    /// The curve of a spend that stays the same, in the units of the spend and of the response.
    pub curve: Hill,
    /// The share of an effect that is carried over to the next step, from 0 to below 1.
    pub decay: f64,
    /// The response without any spend.
    pub base: f64,
}

impl Draw {
    /// Largest response, half point, slope, decay and base.
    pub fn values(&self) -> [f64; 5] {
        [self.curve.max, self.curve.half, self.curve.slope, self.decay, self.base]
    }
}

/// What the past says less clearly than a plan would like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The half point lies, as likely as not, beyond what was ever spent: saturation was not seen.
    Unsaturated,
    /// The half point is known hardly better than before.
    Half,
    /// The slope is known hardly better than before.
    Slope,
    /// The decay is known hardly better than before.
    Decay,
    /// The noise remembers itself: something else moves the response, and the intervals are too narrow.
    Noise,
}

/// An estimated curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The most probable.
    pub best: Draw,
    /// Equally probable others.
    pub draws: Vec<Draw>,
    /// Standard deviation of the noise of one step, in units of the response.
    pub noise: f64,
    /// How many steps it rests on.
    pub steps: usize,
    /// What is doubtful.
    pub doubts: Vec<Doubt>,
}

impl Fit {
    /// In the order of [`Draw::values`], the interval that holds `share` of what is probable.
    pub fn intervals(&self, share: f64) -> [(f64, f64); 5] {
        std::array::from_fn(|i| self.interval(share, |draw| draw.values()[i]))
    }

    /// The response to a `spend` that stays the same, above the base, with the interval that holds `share`.
    pub fn response(&self, spend: f64, share: f64) -> (f64, (f64, f64)) {
        (self.best.curve.response(spend), self.interval(share, |draw| draw.curve.response(spend)))
    }

    /// In the order of [`Draw::values`], standard deviations. The first three by the delta method from their logarithms:
    /// they are skewed.
    pub fn standard_errors(&self) -> [f64; 5] {
        let best = self.best.values();
        std::array::from_fn(|i| {
            if i < 3 {
                (best[i] * spread(self.draws.iter().map(|draw| draw.values()[i].ln()))).min(f64::MAX)
            } else {
                // In units of the largest, whose squares are finite.
                let most = self.draws.iter().map(|draw| draw.values()[i].abs()).fold(f64::MIN_POSITIVE, f64::max);
                most * spread(self.draws.iter().map(|draw| draw.values()[i] / most))
            }
        })
    }

    fn interval(&self, share: f64, of: impl Fn(&Draw) -> f64) -> (f64, f64) {
        let mut values: Vec<f64> = self.draws.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        let at = |q: f64| values[((q * values.len() as f64) as usize).min(values.len() - 1)];
        let outside = (1.0 - share.clamp(0.0, 1.0)) / 2.0;
        (at(outside), at(1.0 - outside))
    }
}

/// Why there is no curve.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NoCurve {
    /// As many spends as responses are needed.
    #[error("{spends} spends, {responses} responses")]
    Uneven {
        /// How many spends.
        spends: usize,
        /// How many responses.
        responses: usize,
    },
    /// Too few steps for five parameters.
    #[error("{given} steps, {needed} are needed")]
    TooShort {
        /// How many are needed.
        needed: usize,
        /// How many there were.
        given: usize,
    },
    /// A spend is negative, or a number is not finite.
    #[error("step {step} has a negative spend, or a number that is not finite")]
    Impossible {
        /// The first such step, from 0.
        step: usize,
    },
    /// The spend was always the same: nothing says what more or less would bring.
    #[error("the spend was always the same")]
    ConstantSpend,
    /// The response was always the same.
    #[error("the response was always the same")]
    ConstantResponse,
    /// The response does not follow the spend more than chance would make it seem to.
    #[error("the response does not follow the spend more than by chance")]
    NoEffect,
}

/// Estimates the curve of one channel from its past, oldest step first; steps are even and none is missing.
///
/// # Errors
/// [`NoCurve`], by name.
pub fn fit(spend: &[f64], response: &[f64]) -> Result<Fit, NoCurve> {
    let scaled = Scaled::of(spend, response)?;
    let posterior = Posterior::of(&scaled).ok_or(NoCurve::NoEffect)?;
    let held = |value: f64| value.clamp(f64::MIN_POSITIVE, f64::MAX);
    let back = |at: &posterior::Point| Draw {
        curve: Hill { max: held(at.max * scaled.response), half: held(at.half * scaled.spend), slope: at.slope },
        decay: at.decay,
        base: ((at.base + scaled.level) * scaled.response).clamp(-f64::MAX, f64::MAX),
    };
    Ok(Fit {
        best: back(&posterior.mode),
        draws: posterior.draws.iter().map(back).collect(),
        noise: posterior.noise * scaled.response,
        steps: spend.len(),
        doubts: posterior.doubts(&scaled),
    })
}

/// Standard deviation.
fn spread(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (values.map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt()
}
