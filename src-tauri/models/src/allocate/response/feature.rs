//! The past in units of its own, and what a curve makes of it.

use super::{MIN_STEPS, NoCurve};

/// Spends in units of their mean; responses from their mean on, in units of their spread.
#[derive(Debug)]
pub(super) struct Scaled {
    pub x: Vec<f64>,
    pub y: Vec<f64>,
    /// The unit of the spends.
    pub spend: f64,
    /// The unit of the responses.
    pub response: f64,
    /// Where the responses are counted from, in their unit.
    pub level: f64,
}

/// What bends a curve: ln half point (in mean spends), ln slope, logit of the decay.
pub(super) type Bend = [f64; 3];

impl Scaled {
    pub fn of(spend: &[f64], response: &[f64]) -> Result<Self, NoCurve> {
        let (spends, responses) = (spend.len(), response.len());
        if spends != responses {
            return Err(NoCurve::Uneven { spends, responses });
        }
        if let Some(step) = spend.iter().zip(response).position(|(x, y)| !(x.is_finite() && *x >= 0.0 && y.is_finite()))
        {
            return Err(NoCurve::Impossible { step });
        }
        if spends < MIN_STEPS {
            return Err(NoCurve::TooShort { needed: MIN_STEPS, given: spends });
        }
        // First by the largest: sums of what a number can just hold would overflow.
        let (x, most) = by_largest(spend);
        let (y, high) = by_largest(response);
        let n = spends as f64;
        let (mean, level) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
        let spread = super::spread(y.iter().copied());
        if super::spread(x.iter().copied()) <= 1e-9 * mean {
            return Err(NoCurve::ConstantSpend);
        }
        if spread <= 1e-9 * level.abs() || spread == 0.0 {
            return Err(NoCurve::ConstantResponse);
        }
        Ok(Self {
            x: x.iter().map(|x| x / mean).collect(),
            y: y.iter().map(|y| (y - level) / spread).collect(),
            spend: mean * most,
            response: spread * high,
            level: level / spread,
        })
    }

    /// `ln Σ e²` of the least squares line of the responses on the bent adstock, with its gradient by the bend; the
    /// line's slope, base and the sum of squares of the bent adstock about its mean.
    pub fn line(&self, bend: &Bend) -> Line {
        let n = self.x.len() as f64;
        let (half, slope) = (bend[0], bend[1].exp());
        let decay = 1.0 / (1.0 + (-bend[2]).exp());
        // The mean spend is 1.
        let (mut adstock, mut by_decay) = (1.0, 0.0);
        let mut bent: Vec<[f64; 4]> = Vec::with_capacity(self.x.len());
        for x in &self.x {
            by_decay = adstock - x + decay * by_decay;
            adstock = (1.0 - decay) * x + decay * adstock;
            if adstock <= 0.0 {
                bent.push([0.0; 4]);
                continue;
            }
            let apart = half - adstock.ln();
            let f = 1.0 / (1.0 + (slope * apart).exp());
            let steep = slope * f * (1.0 - f);
            bent.push([f, -steep, -steep * apart, steep / adstock * by_decay * decay * (1.0 - decay)]);
        }
        let mean = bent.iter().map(|f| f[0]).sum::<f64>() / n;
        let (mut squares, mut along) = (0.0, 0.0);
        for (f, y) in bent.iter().zip(&self.y) {
            squares += (f[0] - mean).powi(2);
            along += (f[0] - mean) * y;
        }
        let steepness = if squares > 1e-18 { along / squares } else { 0.0 };
        let (mut rest, mut gradient) = (0.0, [0.0; 3]);
        for (f, y) in bent.iter().zip(&self.y) {
            let error = y - steepness * (f[0] - mean);
            rest += error * error;
            for (i, slope) in gradient.iter_mut().enumerate() {
                *slope -= 2.0 * steepness * error * f[i + 1];
            }
        }
        // Noise below the twelfth digit is rounding.
        let rest = rest.max(1e-24 * n);
        let gradient = gradient.map(|slope| slope / rest);
        Line { ln_rest: rest.ln(), gradient, max: steepness, base: -steepness * mean, squares, mean }
    }

    /// The correlation of each error with the one before it.
    pub fn memory(&self, bend: &Bend, max: f64, base: f64) -> f64 {
        let slope = bend[1].exp();
        let decay = 1.0 / (1.0 + (-bend[2]).exp());
        let mut adstock = 1.0;
        let errors: Vec<f64> = self
            .x
            .iter()
            .zip(&self.y)
            .map(|(x, y)| {
                adstock = (1.0 - decay) * x + decay * adstock;
                let f = if adstock > 0.0 { 1.0 / (1.0 + (slope * (bend[0] - adstock.ln())).exp()) } else { 0.0 };
                y - base - max * f
            })
            .collect();
        let squares: f64 = errors.iter().map(|e| e * e).sum();
        if squares > 0.0 { errors.windows(2).map(|e| e[0] * e[1]).sum::<f64>() / squares } else { 0.0 }
    }
}

/// A least squares line.
#[derive(Debug)]
pub(super) struct Line {
    pub ln_rest: f64,
    pub gradient: [f64; 3],
    pub max: f64,
    pub base: f64,
    pub squares: f64,
    /// Of the bent adstock.
    pub mean: f64,
}

fn by_largest(values: &[f64]) -> (Vec<f64>, f64) {
    let largest = values.iter().map(|v| v.abs()).fold(f64::MIN_POSITIVE, f64::max);
    (values.iter().map(|v| v / largest).collect(), largest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gradient_is_the_derivative() {
        let x: Vec<f64> = (0..40).map(|t| f64::from((t * 37) % 11)).collect();
        let y: Vec<f64> = (0..40).map(|t| f64::from((t * 17) % 13)).collect();
        let scaled = Scaled::of(&x, &y).unwrap();
        for bend in [[0.3, 0.4, -1.0], [-1.0, 1.2, 1.5], [1.0, -0.5, 0.0]] {
            let found = scaled.line(&bend).gradient;
            for i in 0..3 {
                let at = |step: f64| {
                    let mut moved = bend;
                    moved[i] += step;
                    scaled.line(&moved).ln_rest
                };
                let difference = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((found[i] - difference).abs() < 1e-7, "{bend:?} {i}: {} {difference}", found[i]);
            }
        }
    }
}
