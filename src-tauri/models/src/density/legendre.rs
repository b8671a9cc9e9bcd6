//! The integral of a function over a panel, as a Legendre series.

use std::sync::OnceLock;

use crate::numeric::Rule;

/// Points on each panel.
const NODES: usize = 14;
pub(super) const ORDER: usize = NODES;

/// The quadrature of all panels, on 0 to 1.
pub(crate) fn rule() -> &'static Rule {
    static RULE: OnceLock<Rule> = OnceLock::new();
    RULE.get_or_init(|| Rule::legendre(NODES))
}

/// Legendre polynomials at the nodes.
fn at_nodes() -> &'static [[f64; ORDER + 1]] {
    static TABLE: OnceLock<Vec<[f64; ORDER + 1]>> = OnceLock::new();
    TABLE.get_or_init(|| rule().points().iter().map(|(x, _)| polynomials(2.0 * x - 1.0)).collect())
}

/// The coefficients, on −1 to 1, of x ↦ ∫ f from `low` to the point of the panel that x stands for.
pub(super) fn integral(low: f64, high: f64, f: impl Fn(f64) -> f64) -> [f64; ORDER + 1] {
    let width = high - low;
    let mut series = [0.0; NODES];
    for ((x, weight), p) in rule().points().iter().zip(at_nodes()) {
        let value = width * weight * f(low + width * x);
        for (k, (c, p)) in series.iter_mut().zip(p).enumerate() {
            *c += (k as f64 + 0.5) * value * p;
        }
    }
    // ∫ P_k = (P_{k+1} − P_{k−1}) / (2k + 1), and ∫ P_0 = P_1 + P_0.
    let mut integral = [0.0; ORDER + 1];
    for (k, c) in series.iter().enumerate() {
        let part = c / (2.0 * k as f64 + 1.0);
        integral[k + 1] += part;
        integral[k.saturating_sub(1)] += if k == 0 { part } else { -part };
    }
    integral
}

/// A Legendre series at x.
pub(super) fn sum(coefficients: &[f64; ORDER + 1], x: f64) -> f64 {
    polynomials(x).iter().zip(coefficients).map(|(p, c)| p * c).sum()
}

fn polynomials(x: f64) -> [f64; ORDER + 1] {
    let mut p = [1.0; ORDER + 1];
    p[1] = x;
    for k in 1..ORDER {
        let n = k as f64;
        p[k + 1] = ((2.0 * n + 1.0) * x * p[k] - n * p[k - 1]) / (n + 1.0);
    }
    p
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_integrated_exactly() {
        let series = integral(0.0, 2.0, |x| x * x);
        for at in [-1.0, -0.3, 0.5, 1.0_f64] {
            assert!((sum(&series, at) - (at + 1.0).powi(3) / 3.0).abs() < 1e-13);
        }
    }
}
