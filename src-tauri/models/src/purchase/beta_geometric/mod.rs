//! BG/NBD, MBG/NBD and MBG/CNBD-k: customers may leave only right after a purchase, with a probability of their own.
//!
//! BG/NBD: Fader, Hardie & Lee (2005), Marketing Science 24(2), 275–284. MBG/NBD, where they may leave after the
//! first purchase too: Batislam, Denizel & Filiztekin (2007), Int. J. of Research in Marketing 24(3), 201–209.
//! MBG/CNBD-k, where the gaps are Erlang-k and so more regular than chance: Platzer & Reutterer (2016), Marketing
//! Science 35(5), 779–799. The rate is λ ~ Gamma(r, α), the probability of leaving p ~ Beta(a, b).
//!
//! All three are one formula. With n = r + kx and o = 1 where leaving after the first purchase is possible,
//!
//! L = (gaps) · Γ(n) αʳ / Γ(r) · B(a, b + x + o) / B(a, b) · (α + T)⁻ⁿ · {S + a / (b + x + o − 1) · [(α + T) / (α + tₓ)]ⁿ},
//!
//! S = Σ_{j<k} (n)ⱼ / j! · [(T − tₓ) / (α + T)]ʲ, the chance that fewer than k stages of the next gap have passed.

mod expected;

use super::History;
use crate::numeric::{digamma, ln_beta, ln_gamma, logistic, softplus};

pub(super) use expected::{expected_alive, stays_away};

/// r, α, a, b.
pub(super) type Values = [f64; 4];

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Erlang stages of a gap.
    pub k: u32,
    /// Whether the first purchase can be the last.
    pub first: bool,
}

impl Shape {
    fn stages(self, x: f64) -> f64 {
        f64::from(self.k) * x
    }

    /// How often a customer with `x` repeats has chosen to stay.
    fn stayed(self, x: f64) -> f64 {
        if self.first { x + 1.0 } else { x }
    }
}

/// The part of the log-likelihood that depends on the number of repeats alone, with its gradient.
pub(super) fn by_frequency(shape: Shape, &[r, alpha, a, b]: &Values, x: f64) -> (f64, Values) {
    let (n, stayed) = (r + shape.stages(x), shape.stayed(x));
    let value = ln_gamma(n) - ln_gamma(r) + r * alpha.ln() + ln_beta(a, b + stayed) - ln_beta(a, b);
    let sum = digamma(a + b) - digamma(a + b + stayed);
    (value, [digamma(n) - digamma(r) + alpha.ln(), r / alpha, sum, digamma(b + stayed) - digamma(b) + sum])
}

/// ln S with its derivatives by n and by α.
fn stages(k: u32, n: f64, alpha: f64, h: &History) -> (f64, f64, f64) {
    if k == 1 {
        return (0.0, 0.0, 0.0);
    }
    let v = (h.age - h.recency) / (alpha + h.age);
    let (mut term, mut by_n, mut sum, mut sum_n, mut sum_j) = (1.0, 0.0, 1.0, 0.0, 0.0);
    for j in 0..k - 1 {
        let (j, next) = (f64::from(j), f64::from(j + 1));
        by_n = by_n * (n + j) * v / next + term * v / next;
        term *= (n + j) * v / next;
        sum += term;
        sum_n += by_n;
        sum_j += next * term;
    }
    (sum.ln(), sum_n / sum, -sum_j / sum / (alpha + h.age))
}

/// ln(gone / alive) with its gradient; none where a customer cannot have left yet.
fn odds(shape: Shape, &[r, alpha, a, b]: &Values, h: &History) -> Option<(f64, Values)> {
    let stayed = shape.stayed(h.x());
    if stayed == 0.0 {
        return None;
    }
    let n = r + shape.stages(h.x());
    let (since, whole) = (alpha + h.recency, alpha + h.age);
    let longer = ((h.age - h.recency) / since).ln_1p();
    let (ln_s, s_n, s_alpha) = stages(shape.k, n, alpha, h);
    let value = a.ln() - (b + stayed - 1.0).ln() + n * longer - ln_s;
    let by_alpha = -n * (h.age - h.recency) / (since * whole) - s_alpha;
    Some((value, [longer - s_n, by_alpha, 1.0 / a, -1.0 / (b + stayed - 1.0)]))
}

/// The part of the log-likelihood that depends on the times, with its gradient.
pub(super) fn by_time(shape: Shape, values: &Values, h: &History) -> (f64, Values) {
    let &[r, alpha, ..] = values;
    let n = r + shape.stages(h.x());
    let whole = alpha + h.age;
    let ln_whole = whole.ln();
    let (ln_s, s_n, s_alpha) = stages(shape.k, n, alpha, h);
    let alive = [s_n - ln_whole, s_alpha - n / whole, 0.0, 0.0];
    let Some((odds, slopes)) = odds(shape, values, h) else { return (ln_s - n * ln_whole, alive) };
    let decay = (-odds.abs()).exp();
    let (gone, more) =
        if odds > 0.0 { (1.0 / (1.0 + decay), odds + decay.ln_1p()) } else { (decay / (1.0 + decay), decay.ln_1p()) };
    let mut gradient = alive;
    for (total, slope) in gradient.iter_mut().zip(slopes) {
        *total += gone * slope;
    }
    (ln_s - n * ln_whole + more, gradient)
}

/// ln P(alive) with its gradient.
pub(super) fn ln_alive(shape: Shape, values: &Values, h: &History) -> (f64, Values) {
    odds(shape, values, h)
        .map_or((0.0, [0.0; 4]), |(odds, slopes)| (-softplus(odds), slopes.map(|slope| -logistic(odds) * slope)))
}
