use rayon::prelude::*;

use super::{History, Unidentified, beta_geometric, next, pareto};
use crate::numeric::Rule;
use beta_geometric::Shape;

/// What can be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// BG/NBD.
    BgNbd,
    /// Pareto/NBD.
    ParetoNbd,
    /// MBG/NBD.
    MbgNbd,
    /// MBG/CNBD-k, k estimated.
    MbgCnbd,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::BgNbd, Self::ParetoNbd, Self::MbgNbd, Self::MbgCnbd];

    /// The name in the literature.
    pub fn name(self) -> &'static str {
        match self {
            Self::BgNbd => "BG/NBD",
            Self::ParetoNbd => "Pareto/NBD",
            Self::MbgNbd => "MBG/NBD",
            Self::MbgCnbd => "MBG/CNBD-k",
        }
    }
}

/// A model of how customers buy and leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Model {
    /// Random moments; leaving after any repeat. Fader, Hardie & Lee (2005).
    BgNbd,
    /// Random moments; leaving at any moment. Schmittlein, Morrison & Colombo (1987).
    ParetoNbd,
    /// Random moments; leaving after any purchase. Batislam, Denizel & Filiztekin (2007).
    MbgNbd,
    /// Gaps of k stages, more regular the greater k; leaving after any purchase. Platzer & Reutterer (2016).
    MbgCnbd {
        /// Erlang stages, from 1.
        k: u32,
    },
}

impl Model {
    /// What it belongs to.
    pub fn family(self) -> Family {
        match self {
            Self::BgNbd => Family::BgNbd,
            Self::ParetoNbd => Family::ParetoNbd,
            Self::MbgNbd => Family::MbgNbd,
            Self::MbgCnbd { .. } => Family::MbgCnbd,
        }
    }

    /// The names of its parameters: two of buying, two of leaving.
    pub fn names(self) -> [&'static str; 4] {
        if self == Self::ParetoNbd { ["r", "alpha", "s", "beta"] } else { ["r", "alpha", "a", "b"] }
    }

    /// None for Pareto/NBD.
    fn shape(self) -> Option<Shape> {
        match self {
            Self::ParetoNbd => None,
            Self::BgNbd => Some(Shape { k: 1, first: false }),
            Self::MbgNbd => Some(Shape { k: 1, first: true }),
            Self::MbgCnbd { k } => Some(Shape { k: k.max(1), first: true }),
        }
    }

    pub(super) fn by_frequency(self, values: &[f64; 4], x: f64) -> (f64, [f64; 4]) {
        match self.shape() {
            None => pareto::by_frequency(values, x),
            Some(shape) => beta_geometric::by_frequency(shape, values, x),
        }
    }

    pub(super) fn by_time(self, values: &[f64; 4], h: &History) -> (f64, [f64; 4]) {
        match self.shape() {
            None => pareto::by_time(values, h),
            Some(shape) => beta_geometric::by_time(shape, values, h),
        }
    }
}

/// From low to high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// About a positive estimate at normal quantile `z`, on the logarithm, whose standard error is `error`.
    pub(super) fn about(value: f64, error: f64, z: f64) -> Self {
        let factor = (z * error).min(700.0).exp();
        Self { low: value / factor, high: (value * factor).min(f64::MAX) }
    }
}

/// The answers for one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The probability that the customer has not left.
    pub p_alive: f64,
    /// Purchases expected.
    pub expected: f64,
    /// Where that expectation lies, as far as the parameters are known.
    pub interval: Option<Interval>,
    /// The time by which the next purchase is as likely as not to have come; none when more likely never.
    pub next: Option<f64>,
}

/// A model with its four parameters, in the unit of time of the histories they were fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters {
    model: Model,
    values: [f64; 4],
}

impl Parameters {
    /// `values` in the order of [`Model::names`].
    ///
    /// # Errors
    /// [`Unidentified::Impossible`] unless all are positive and finite.
    pub fn new(model: Model, values: [f64; 4]) -> Result<Self, Unidentified> {
        for (what, value) in model.names().into_iter().zip(values) {
            if !(value > 0.0 && value.is_finite()) {
                return Err(Unidentified::Impossible { what, value });
            }
        }
        Ok(Self { model, values })
    }

    /// Which model.
    pub fn model(&self) -> Model {
        self.model
    }

    /// In the order of [`Model::names`].
    pub fn values(&self) -> [f64; 4] {
        self.values
    }

    /// The log-likelihood of one customer, with its gradient; without the gaps of MBG/CNBD-k, which no parameter moves.
    pub fn log_likelihood(&self, h: &History) -> (f64, [f64; 4]) {
        let (first, slopes) = self.model.by_frequency(&self.values, h.x());
        let (second, mut gradient) = self.model.by_time(&self.values, h);
        gradient.iter_mut().zip(slopes).for_each(|(total, slope)| *total += slope);
        (first + second, gradient)
    }

    /// The probability that the customer has not left. Under BG/NBD who never bought again cannot have left.
    pub fn p_alive(&self, h: &History) -> f64 {
        self.ln_alive(h).0.exp()
    }

    fn ln_alive(&self, h: &History) -> (f64, [f64; 4]) {
        match self.model.shape() {
            None => pareto::ln_alive(&self.values, h),
            Some(shape) => beta_geometric::ln_alive(shape, &self.values, h),
        }
    }

    fn expected_alive(&self, h: &History, t: f64) -> (f64, [f64; 4]) {
        match self.model.shape() {
            None => pareto::expected_alive(&self.values, h, t),
            Some(shape) => beta_geometric::expected_alive(shape, &self.values, h, t),
        }
    }

    /// Purchases expected within `t` after the window; of [`History::NEW`], repeats expected of a new customer.
    /// Nothing for a `t` that is not positive.
    pub fn expected(&self, h: &History, t: f64) -> f64 {
        self.expected_with_gradient(h, t).0
    }

    /// The same with its gradient by the parameters.
    pub fn expected_with_gradient(&self, h: &History, t: f64) -> (f64, [f64; 4]) {
        self.expected_given(self.ln_alive(h), h, t)
    }

    fn expected_given(&self, (ln_alive, by_alive): (f64, [f64; 4]), h: &History, t: f64) -> (f64, [f64; 4]) {
        if !(t > 0.0 && t.is_finite()) {
            return (0.0, [0.0; 4]);
        }
        let (value, mut gradient) = self.expected_alive(h, t);
        let alive = ln_alive.exp();
        gradient.iter_mut().zip(by_alive).for_each(|(total, slope)| *total = alive * (*total + value * slope));
        ((alive * value).max(0.0), gradient)
    }

    /// All that is asked of a customer, `t` ahead. `covariance` is that of the logarithms of the parameters (of
    /// [`super::Fit`]), `z` the normal quantile of the interval (1.96 for 95 %).
    ///
    /// The interval is what comes from not knowing the parameters exactly, by the delta method on the logarithm of
    /// the expectation; none without a covariance.
    pub fn score(&self, h: &History, t: f64, covariance: Option<&[[f64; 4]; 4]>, z: f64) -> Score {
        let alive = self.ln_alive(h);
        let p_alive = alive.0.exp();
        let (expected, gradient) = self.expected_given(alive, h, t);
        Score {
            p_alive,
            expected,
            interval: covariance.map(|covariance| self.interval(expected, gradient, covariance, z)),
            next: next::quantile(self, h, p_alive, 0.5),
        }
    }

    /// [`Self::score`] of many customers, in their order; those with equal histories share one computation.
    pub fn scores(&self, all: &[History], t: f64, covariance: Option<&[[f64; 4]; 4]>, z: f64) -> Vec<Score> {
        let mut order: Vec<(History, usize)> = all.iter().copied().zip(0..).collect();
        order.par_sort_unstable_by(|(a, _), (b, _)| a.order(b));
        let score = |same: &[(History, usize)]| (self.score(&same[0].0, t, covariance, z), same.len());
        let each: Vec<(Score, usize)> = order.par_chunk_by(|(a, _), (b, _)| a == b).map(score).collect();
        let sorted = each.into_iter().flat_map(|(score, count)| std::iter::repeat_n(score, count));
        let mut scores = vec![Score { p_alive: 0.0, expected: 0.0, interval: None, next: None }; all.len()];
        for ((_, place), score) in order.iter().zip(sorted) {
            scores[*place] = score;
        }
        scores
    }

    /// [`Self::expected`] with its interval alone; see [`Self::score`].
    pub fn expected_interval(&self, h: &History, t: f64, covariance: &[[f64; 4]; 4], z: f64) -> (f64, Interval) {
        let (value, gradient) = self.expected_with_gradient(h, t);
        (value, self.interval(value, gradient, covariance, z))
    }

    fn interval(&self, value: f64, mut relative: [f64; 4], covariance: &[[f64; 4]; 4], z: f64) -> Interval {
        if value <= 0.0 {
            return Interval { low: 0.0, high: 0.0 };
        }
        relative.iter_mut().zip(self.values).for_each(|(slope, parameter)| *slope *= parameter / value);
        let mut variance = 0.0;
        for (row, left) in covariance.iter().zip(relative) {
            for (cell, right) in row.iter().zip(relative) {
                variance += left * cell * right;
            }
        }
        Interval::about(value, variance.max(0.0).sqrt(), z)
    }

    /// [`Self::expected`] with purchases at time u worth e^(−`rate`·u): what they are worth today, in purchases.
    pub fn discounted(&self, h: &History, t: f64, rate: f64) -> f64 {
        if rate <= 0.0 || !rate.is_finite() {
            return self.expected(h, t);
        }
        // By parts: ∫ e^(−ru) dE(u) = e^(−rt) E(t) + r ∫ e^(−ru) E(u) du.
        let inner = Rule::legendre(8).integrate(0.0, t.max(0.0), |u| (-rate * u).exp() * self.expected(h, u));
        (-rate * t).exp() * self.expected(h, t) + rate * inner
    }

    /// The probability that the next purchase comes within `t` after the window; `t` may be infinite: whether it
    /// ever comes.
    pub fn returns_within(&self, h: &History, t: f64) -> f64 {
        self.p_alive(h) * self.returns_alive(h, t)
    }

    /// The same of a customer who is alive.
    pub(super) fn returns_alive(&self, h: &History, t: f64) -> f64 {
        match self.model.shape() {
            _ if t.is_nan() || t <= 0.0 => 0.0,
            None => pareto::returns(&self.values, h, 0.0, t),
            Some(_) if t.is_infinite() => 1.0,
            Some(shape) => 1.0 - beta_geometric::stays_away(shape, &self.values, h, t),
        }
    }

    /// The time after the window by which the next purchase has come with probability `q`; none when the customer is
    /// more likely than that never to return.
    pub fn next_purchase(&self, h: &History, q: f64) -> Option<f64> {
        next::quantile(self, h, self.p_alive(h), q)
    }

    /// n and A of the waiting time of a customer who is alive and stays so: of all but MBG/CNBD-k a Lomax variable.
    pub(super) fn lomax(&self, h: &History) -> (f64, f64) {
        (self.values[0] + h.x(), self.values[1] + h.age)
    }
}
