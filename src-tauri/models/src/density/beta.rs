//! The beta distribution.

use super::Density;
use crate::Unanswerable;

/// Beta(a, b), held on the scale of log odds.
#[derive(Debug, Clone)]
pub(crate) struct Beta {
    a: f64,
    b: f64,
    density: Density,
}

impl Beta {
    /// # Errors
    /// Parameters outside 1e-3 to 1e15.
    pub fn new(a: f64, b: f64) -> Result<Self, Unanswerable> {
        if !((1e-3..=1e15).contains(&a) && (1e-3..=1e15).contains(&b)) {
            return Err(Unanswerable::OutOfRange { what: "a beta parameter" });
        }
        let width = (1.0 / a + 1.0 / b).sqrt();
        let density = Density::of((a / b).ln(), width, |u| log_density(a, b, u));
        Ok(Self { a, b, density })
    }

    pub fn mean(&self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// The mass at log odds of at most `u`.
    pub fn cdf_at_log_odds(&self, u: f64) -> f64 {
        self.density.cdf(u)
    }

    /// The density on the scale of log odds.
    pub fn density_at_log_odds(&self, u: f64) -> f64 {
        self.density.normalised(log_density(self.a, self.b, u))
    }

    /// Where panels meet, on the scale of log odds.
    pub fn edges(&self) -> &[f64] {
        self.density.edges()
    }

    /// The probability below which a share of the mass lies.
    pub fn quantile(&self, share: f64) -> f64 {
        crate::numeric::logistic(self.density.quantile(share))
    }
}

/// The logarithm of the density of the log odds, relative to its mode ln(a / b):
/// with p = a / (a + b), q = 1 − p and d = u − ln(a / b) it is −a ln(p + q e⁻ᵈ) − b ln(q + p eᵈ).
fn log_density(a: f64, b: f64, u: f64) -> f64 {
    let d = u - (a / b).ln();
    let (p, q) = (a / (a + b), b / (a + b));
    -a * mixed(q, -d) - b * mixed(p, d)
}

/// ln(1 − w + w eˣ), without overflow.
fn mixed(w: f64, x: f64) -> f64 {
    if x > 30.0 { x + (w + (1.0 - w) * (-x).exp()).ln() } else { (w * x.exp_m1()).ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_masses_agree_with_high_precision() {
        // mpmath, 40 digits: betainc(a, b, 0, x, regularized=True).
        for (a, b, x, mass) in REFERENCES {
            let beta = Beta::new(a, b).unwrap();
            let got = beta.cdf_at_log_odds((x / (1.0 - x)).ln());
            assert!((got - mass).abs() < 1e-10 * mass.max(1e-3), "Beta({a}, {b}) at {x}: {got} {mass}");
            assert!((beta.quantile(mass) / x - 1.0).abs() < 1e-8, "Beta({a}, {b}) quantile of {mass}");
        }
    }

    #[test]
    fn parameters_outside_the_range_are_refused() {
        for (a, b) in [(0.0, 1.0), (1.0, f64::NAN), (f64::INFINITY, 1.0), (-1.0, 2.0)] {
            assert!(matches!(Beta::new(a, b), Err(Unanswerable::OutOfRange { what: "a beta parameter" })));
        }
    }

    #[expect(clippy::unreadable_literal, reason = "printed by mpmath")]
    const REFERENCES: [(f64, f64, f64, f64); 27] = [
        (1.0, 1.0, 0.0669872981078, 0.0669872981078),
        (1.0, 1.0, 0.557735026919, 0.557735026919),
        (1.0, 1.0, 0.666666666667, 0.666666666667),
        (0.5, 0.5, 0.125, 0.23005345616261588),
        (0.5, 0.5, 0.570710678119, 0.5451672353010886),
        (0.5, 0.5, 0.666666666667, 0.6081734479696178),
        (2.0, 3.0, 0.1, 0.052300000000000006),
        (2.0, 3.0, 0.44, 0.59257088),
        (2.0, 3.0, 0.8, 0.9728),
        (121.0, 881.0, 0.10532536384, 0.06251153221284929),
        (121.0, 881.0, 0.12281623226, 0.5883763436304009),
        (121.0, 881.0, 0.141335975293, 0.9734500067763645),
        (1.0, 1001.0, 0.000249500998004, 0.2210291555340233),
        (1.0, 1001.0, 0.00119740568733, 0.6986012901903551),
        (1.0, 1001.0, 0.00299202094514, 0.9501881561173352),
        (0.5, 10.5, 0.0113636363636, 0.3716927839495614),
        (0.5, 10.5, 0.0574806877776, 0.7294750310303869),
        (0.5, 10.5, 0.165715968685, 0.946128828443149),
        (500000.0, 500000.0, 0.499250000375, 0.0668072376957088),
        (500000.0, 500000.0, 0.50009999995, 0.5792596515647825),
        (500000.0, 500000.0, 0.5009999995, 0.977249895047357),
        (120001.0, 880001.0, 0.119513317092, 0.06668068286705452),
        (120001.0, 880001.0, 0.120065752386, 0.5795522744391242),
        (120001.0, 880001.0, 0.120650683873, 0.9771237725733087),
        (0.03, 2.0, 0.00369458128079, 0.8705975584987841),
        (0.03, 2.0, 0.0286423161523, 0.9250921820009873),
        (0.03, 2.0, 0.153418235415, 0.9693230581890719),
    ];
}
