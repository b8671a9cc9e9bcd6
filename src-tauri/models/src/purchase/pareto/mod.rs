//! Pareto/NBD: Schmittlein, Morrison & Colombo (1987), Management Science 33(1), 1–24.
//!
//! While alive a customer buys at random moments at rate λ ~ Gamma(r, α); life is exponential at rate
//! μ ~ Gamma(s, β). The likelihood is that of Fader & Hardie, "A Note on Deriving the Pareto/NBD Model" (2005), its
//! integral over the unseen moment of leaving kept as an integral.

mod shared;

use super::History;
use super::power_integral::{Moments, PowerIntegral};
use crate::numeric::{digamma, ln_gamma, logistic, softplus};

pub(super) use shared::{Calendar, Shared};

/// r, α, s, β.
pub(super) type Values = [f64; 4];

/// The part of the log-likelihood that depends on the number of repeats alone, with its gradient.
pub(super) fn by_frequency(&[r, alpha, s, beta]: &Values, x: f64) -> (f64, Values) {
    let value = ln_gamma(r + x) - ln_gamma(r) + r * alpha.ln() + s * beta.ln();
    (value, [digamma(r + x) - digamma(r) + alpha.ln(), r / alpha, beta.ln(), s / beta])
}

/// ln(gone / alive) and the moments it came from; none where nobody can have left yet.
fn odds(&[r, alpha, s, beta]: &Values, h: &History) -> Option<(f64, Moments)> {
    let n = r + h.x();
    let moments = PowerIntegral { alpha, p: n, beta, q: s + 1.0, from: h.recency, to: h.age }.moments()?;
    let alive = -n * (alpha + h.age).ln() - s * (beta + h.age).ln();
    Some((s.ln() + moments.ln - alive, moments))
}

/// The part of the log-likelihood that depends on the times, with its gradient.
pub(super) fn by_time(values: &Values, h: &History) -> (f64, Values) {
    let &[r, alpha, s, beta] = values;
    let n = r + h.x();
    let (ln_a, ln_b) = ((alpha + h.age).ln(), (beta + h.age).ln());
    let alive = -n * ln_a - s * ln_b;
    let (gone, m) = odds(values, h)
        .map_or((0.0, Moments { ln: 0.0, ln_alpha: 0.0, per_alpha: 0.0, ln_beta: 0.0, per_beta: 0.0 }), |(odds, m)| {
            (odds, m)
        });
    let (value, w) = if h.age > h.recency { (alive + softplus(gone), logistic(gone)) } else { (alive, 0.0) };
    let gradient = [
        -(1.0 - w) * ln_a - w * m.ln_alpha,
        -n * ((1.0 - w) / (alpha + h.age) + w * m.per_alpha),
        -(1.0 - w) * ln_b + w * (1.0 / s - m.ln_beta),
        -(1.0 - w) * s / (beta + h.age) - w * (s + 1.0) * m.per_beta,
    ];
    (value, gradient)
}

/// ln P(alive) with its gradient.
pub(super) fn ln_alive(values: &Values, h: &History) -> (f64, Values) {
    let &[r, alpha, s, beta] = values;
    let Some((odds, m)) = odds(values, h) else { return (0.0, [0.0; 4]) };
    let w = logistic(odds);
    let n = r + h.x();
    let gradient = [
        (alpha + h.age).ln() - m.ln_alpha,
        n / (alpha + h.age) - n * m.per_alpha,
        1.0 / s - m.ln_beta + (beta + h.age).ln(),
        s / (beta + h.age) - (s + 1.0) * m.per_beta,
    ];
    (-softplus(odds), gradient.map(|slope| -w * slope))
}

/// Purchases expected within `t` of a customer who is alive, with the gradient; eq. 41 of Fader & Hardie (2005)
/// less its P(alive), without the pole at s = 1.
pub(super) fn expected_alive(&[r, alpha, s, beta]: &Values, h: &History, t: f64) -> (f64, Values) {
    let (n, a, b) = (r + h.x(), alpha + h.age, beta + h.age);
    let rate = n / a;
    // b ∫₀^L e^{−(s − 1)v} dv with L = ln(1 + t / b).
    let length = (t / b).ln_1p();
    let (mass, mean) = decay(s - 1.0, length);
    let value = rate * b * mass;
    let by_b = rate * (mass - (-(s - 1.0) * length).exp() * t / (b + t));
    (value, [b * mass / a, -value / a, -rate * b * mean, by_b])
}

/// ∫₀^L e^{−cv} dv and ∫₀^L v e^{−cv} dv.
pub(super) fn decay(c: f64, length: f64) -> (f64, f64) {
    let y = c * length;
    if y.abs() < 1e-3 {
        let zeroth = 1.0 - y / 2.0 * (1.0 - y / 3.0 * (1.0 - y / 4.0 * (1.0 - y / 5.0)));
        let first = 0.5 - y * (1.0 / 3.0 - y * (1.0 / 8.0 - y * (1.0 / 30.0 - y / 144.0)));
        return (length * zeroth, length * length * first);
    }
    let mass = -(-y).exp_m1() / c;
    (mass, (mass - length * (-y).exp()) / c)
}

/// P(the next purchase comes between `from` and `to` | alive); `to` may be infinite.
pub(super) fn returns(values: &Values, h: &History, from: f64, to: f64) -> f64 {
    let &[r, alpha, s, beta] = values;
    let (p, alpha, beta) = (r + h.x() + 1.0, alpha + h.age, beta + h.age);
    let integral = PowerIntegral { alpha, p, beta, q: s, from, to }.moments();
    integral.map_or(0.0, |m| (m.ln + ln_scale(values, h)).exp().min(1.0))
}

/// The density of the same at `t`.
pub(super) fn return_density(values: &Values, h: &History, t: f64) -> f64 {
    let &[r, alpha, s, beta] = values;
    (ln_scale(values, h) - (r + h.x() + 1.0) * (alpha + h.age + t).ln() - s * (beta + h.age + t).ln()).exp()
}

fn ln_scale(&[r, alpha, s, beta]: &Values, h: &History) -> f64 {
    let n = r + h.x();
    n.ln() + n * (alpha + h.age).ln() + s * (beta + h.age).ln()
}
