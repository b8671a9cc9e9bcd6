//! The gamma distribution.

use super::Density;
use crate::Unanswerable;

/// Gamma(shape, rate), held on the scale of logarithms.
#[derive(Debug, Clone)]
pub(crate) struct Gamma {
    shape: f64,
    rate: f64,
    density: Density,
}

impl Gamma {
    /// # Errors
    /// A shape outside 1e-3 to 1e15; a rate that is not positive and finite.
    pub fn new(shape: f64, rate: f64) -> Result<Self, Unanswerable> {
        if !((1e-3..=1e15).contains(&shape) && rate.is_finite() && rate > 0.0) {
            return Err(Unanswerable::OutOfRange { what: "a gamma parameter" });
        }
        // ln x relative to the mode ln(shape / rate): shape · (d − eᵈ + 1).
        let density = Density::of(0.0, shape.sqrt().recip(), |d| -shape * (d.exp_m1() - d));
        Ok(Self { shape, rate, density })
    }

    pub fn mean(&self) -> f64 {
        self.shape / self.rate
    }

    /// The value below which a share of the mass lies.
    pub fn quantile(&self, share: f64) -> f64 {
        self.density.quantile(share).exp() * self.mean()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_the_chi_square_table() {
        // χ² with 2k degrees of freedom is Gamma(k, ½): 5 % points for 2, 10 and 100 degrees (exact digits from the
        // usual tables: 5.9915, 18.3070, 124.3421), and the 2.5 % point for 1 degree.
        for (degrees, share, expected) in [
            (2.0, 0.95, 5.991_464_5),
            (10.0, 0.95, 18.307_038),
            (100.0, 0.95, 124.342_113),
            (1.0, 0.025, 0.000_982_069),
        ] {
            let got = Gamma::new(degrees / 2.0, 0.5).unwrap().quantile(share);
            assert!((got / expected - 1.0).abs() < 1e-6, "{degrees}: {got}");
        }
        assert!(matches!(Gamma::new(1.0, 0.0), Err(Unanswerable::OutOfRange { what: "a gamma parameter" })));
    }
}
