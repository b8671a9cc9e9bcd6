//! Gauss–Legendre quadrature.

use std::f64::consts::PI;

/// Nodes and weights on [0, 1], exact for polynomials of degree 2n − 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    points: Vec<(f64, f64)>,
}

impl Rule {
    /// The rule of `n` nodes (at least one), by Newton's method on the Legendre polynomial;
    /// Abramowitz & Stegun 25.4.29.
    pub fn legendre(n: usize) -> Self {
        let n = n.max(1);
        let mut points = Vec::with_capacity(n);
        for i in 0..n {
            let mut x = (PI * (i as f64 + 0.75) / (n as f64 + 0.5)).cos();
            let mut slope = 1.0;
            for _ in 0..100 {
                let (value, derivative) = legendre(n, x);
                slope = derivative;
                let step = value / derivative;
                x -= step;
                if step.abs() < 1e-16 {
                    break;
                }
            }
            points.push((0.5 * (1.0 - x), 1.0 / ((1.0 - x * x) * slope * slope)));
        }
        Self { points }
    }

    /// Pairs of node and weight, nodes rising in (0, 1), weights adding up to 1.
    pub fn points(&self) -> &[(f64, f64)] {
        &self.points
    }

    /// ∫ f from `low` to `high`.
    pub fn integrate(&self, low: f64, high: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
        let width = high - low;
        width * self.points.iter().map(|(x, weight)| weight * f(low + width * x)).sum::<f64>()
    }
}

/// The Legendre polynomial of degree `n` and its derivative.
fn legendre(n: usize, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for k in 2..=n {
        let k = k as f64;
        (before, value) = (value, ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k);
    }
    (value, n as f64 * (x * value - before) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_of_n_nodes_is_exact_for_degree_two_n_less_one() {
        for n in [1_usize, 2, 8, 16, 32] {
            let rule = Rule::legendre(n);
            for degree in 0..2 * n {
                let power = i32::try_from(degree).unwrap();
                let integral = rule.integrate(0.0, 2.0, |x| x.powi(power));
                let exact = 2_f64.powi(power + 1) / f64::from(power + 1);
                assert!((integral / exact - 1.0).abs() < 1e-12, "{n} nodes, degree {degree}");
            }
        }
    }
}
