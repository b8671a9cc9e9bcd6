//! Densities of one variable whose logarithm is concave, held as polynomials: distribution, quantiles and integrals to
//! twelve digits at any size of the parameters.
//!
//! The usual continued fractions lose digits, then the answer, when parameters reach a million. Here the density is
//! evaluated relative to its mode, so that nothing large is ever subtracted, on panels that carry all of its mass but
//! e⁻⁴⁵, and integrated panel by panel through its Legendre expansion (Trefethen, *Approximation Theory and
//! Approximation Practice*, 2013, ch. 19).

mod beta;
mod gamma;
mod legendre;

pub(crate) use beta::Beta;
pub(crate) use gamma::Gamma;
pub(crate) use legendre::rule;

use legendre::ORDER;

/// Where the tails are cut: e⁻⁴⁵ is 3 · 10⁻²⁰ of the mode.
const CUT: f64 = 45.0;
/// Panels over the mass, and their greatest width.
const PANELS: usize = 40;
const WIDEST: f64 = 1.5;

/// A density held as polynomials on panels.
#[derive(Debug, Clone)]
pub(crate) struct Density {
    edges: Vec<f64>,
    /// Legendre coefficients of the integral over each panel.
    panels: Vec<[f64; ORDER + 1]>,
    /// Mass before each panel.
    before: Vec<f64>,
    total: f64,
}

impl Density {
    /// From the logarithm of a log-concave density relative to its mode, and a first guess of its width.
    pub fn of(mode: f64, width: f64, log_density: impl Fn(f64) -> f64) -> Self {
        let reach = |sign: f64| {
            let (mut near, mut far) = (0.0, width);
            while log_density(mode + sign * far) > -CUT {
                near = far;
                far *= 2.0;
            }
            for _ in 0..20 {
                let middle = f64::midpoint(near, far);
                if log_density(mode + sign * middle) > -CUT { near = middle } else { far = middle }
            }
            mode + sign * far
        };
        let (low, high) = (reach(-1.0), reach(1.0));
        let count = PANELS.max(((high - low) / WIDEST).ceil() as usize);
        let edges: Vec<f64> = (0..=count).map(|i| low + (high - low) * i as f64 / count as f64).collect();
        let (mut panels, mut before, mut total) = (Vec::with_capacity(count), Vec::with_capacity(count), 0.0);
        for pair in edges.windows(2) {
            let panel = legendre::integral(pair[0], pair[1], |u| log_density(u).exp());
            before.push(total);
            total += legendre::sum(&panel, 1.0);
            panels.push(panel);
        }
        Self { edges, panels, before, total }
    }

    /// Where the panels meet.
    pub fn edges(&self) -> &[f64] {
        &self.edges
    }

    /// The mass at and below `u`, 0 to 1.
    pub fn cdf(&self, u: f64) -> f64 {
        let count = self.panels.len();
        if u <= self.edges[0] {
            return 0.0;
        }
        if u >= self.edges[count] {
            return 1.0;
        }
        let panel = (self.edges.partition_point(|e| *e <= u) - 1).min(count - 1);
        let (low, high) = (self.edges[panel], self.edges[panel + 1]);
        let inside = legendre::sum(&self.panels[panel], 2.0 * (u - low) / (high - low) - 1.0);
        ((self.before[panel] + inside) / self.total).clamp(0.0, 1.0)
    }

    /// The normalised density, from its unnormalised logarithm.
    pub fn normalised(&self, log_density: f64) -> f64 {
        log_density.exp() / self.total
    }

    /// Where the mass below is `share`.
    pub fn quantile(&self, share: f64) -> f64 {
        let mass = share.clamp(0.0, 1.0) * self.total;
        let panel = self.before.partition_point(|b| *b <= mass).saturating_sub(1);
        let (mut low, mut high) = (self.edges[panel], self.edges[panel + 1]);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if self.cdf(middle) < share {
                low = middle
            } else {
                high = middle
            }
            if high - low <= f64::EPSILON * high.abs() {
                break;
            }
        }
        f64::midpoint(low, high)
    }
}
