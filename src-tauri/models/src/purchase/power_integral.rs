//! ∫ (α + t)⁻ᵖ (β + t)⁻ᵠ dt: where the Pareto/NBD hides its two hypergeometric functions.
//!
//! With u = ln(min(α, β) + t) the integrand is e^g(u) with a concave g, and its only singularities lie π away from
//! the real line, so that Gauss–Legendre reaches twelve digits with 8 to 32 nodes whatever the parameters. Under the
//! same weights it gives the derivatives, which the hypergeometric form does not.

use std::sync::LazyLock;

use crate::numeric::Rule;

/// From `from` to `to` (which may be infinite when p + q > 1).
#[derive(Debug, Clone, Copy)]
pub(super) struct PowerIntegral {
    pub alpha: f64,
    pub p: f64,
    pub beta: f64,
    pub q: f64,
    pub from: f64,
    pub to: f64,
}

/// Its logarithm, and the means under the integrand that its derivatives are made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moments {
    pub ln: f64,
    pub ln_alpha: f64,
    pub per_alpha: f64,
    pub ln_beta: f64,
    pub per_beta: f64,
}

/// A drop by e⁻⁴⁵ is below the last bit.
const DROP: f64 = 45.0;

static RULES: LazyLock<[Rule; 3]> = LazyLock::new(|| [8, 16, 32].map(Rule::legendre));

impl PowerIntegral {
    /// None when the interval is empty.
    pub fn moments(&self) -> Option<Moments> {
        if self.to <= self.from {
            return None;
        }
        let turned = self.beta < self.alpha;
        let (m, p, other, q) =
            if turned { (self.beta, self.q, self.alpha, self.p) } else { (self.alpha, self.p, self.beta, self.q) };
        let apart = other - m;
        let start = m + self.from;
        let ln_start = start.ln();
        let width = ((self.to - self.from) / start).ln_1p();
        let g = |v: f64| -(p - 1.0) * (ln_start + v) - q * (start * v.exp() + apart).ln();
        let (width, peak, drop) = span(p, q, start, apart, width, g);
        let (rule, panels) = match () {
            () if drop <= 3.5 && width <= 2.2 => (&RULES[0], 1),
            () if drop <= 18.0 && width <= 6.0 => (&RULES[1], 1),
            () => (&RULES[2], (width / 12.0).ceil().max(1.0) as u32),
        };
        let stride = width / f64::from(panels);
        let (mut sum, mut first, mut per_first, mut second, mut per_second) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for panel in 0..panels {
            for (node, weight) in rule.points() {
                let v = stride * (f64::from(panel) + node);
                let near = start * v.exp();
                let far = near + apart;
                let ln_far = far.ln();
                let part = weight * (-(p - 1.0) * (ln_start + v) - q * ln_far - peak).exp();
                sum += part;
                first += part * v;
                per_first += part / near;
                second += part * ln_far;
                per_second += part / far;
            }
        }
        let near = (ln_start + first / sum, per_first / sum);
        let far = (second / sum, per_second / sum);
        let ((ln_alpha, per_alpha), (ln_beta, per_beta)) = if turned { (far, near) } else { (near, far) };
        Some(Moments { ln: peak + (sum * stride).ln(), ln_alpha, per_alpha, ln_beta, per_beta })
    }
}

/// How far the integrand matters, its largest logarithm, and by how much it drops over that stretch.
fn span(p: f64, q: f64, start: f64, apart: f64, width: f64, g: impl Fn(f64) -> f64) -> (f64, f64, f64) {
    let slope = -(p - 1.0) - q * start / (start + apart);
    if slope < 0.0 {
        // Concave: at least as steep as at the start.
        let width = width.min(-DROP / slope);
        let peak = g(0.0);
        return (width, peak, peak - g(width));
    }
    // Rising first, where (1 − p)(near + apart) = q near.
    let top = ((1.0 - p) * apart / ((p + q - 1.0).max(1e-300) * start)).max(1.0).ln().min(width);
    let peak = g(top);
    let mut end = top + 1.0;
    while end < width && peak - g(end) < DROP {
        end = top + 2.0 * (end - top);
    }
    let end = end.min(width);
    (end, peak, peak - g(end).min(g(0.0)))
}
