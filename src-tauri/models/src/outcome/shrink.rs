//! Many small rates at once: each is drawn towards the common mean, the more the fewer cases it has.
//!
//! "Two of two calls before noon were answered" is not 100 %. How far to draw is learned from all groups together
//! (empirical Bayes; Efron & Morris (1975), JASA 70, 311–319). It assumes that the groups are of one kind: that nothing
//! known before sets one of them apart.

use crate::Unanswerable;
use crate::density::{Beta, Gamma};
use crate::numeric::{digamma, ln_gamma, logistic};

/// A concentration above which groups no longer differ.
const ALIKE: f64 = 1e6;
const LEAST: f64 = 1e-3;

/// A rate of one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrunk {
    /// The mean of the posterior.
    pub rate: f64,
    /// The central 80 % of the posterior.
    pub interval80: (f64, f64),
    /// The central 95 % of the posterior.
    pub interval95: (f64, f64),
}

/// How the shares of groups are spread: Beta(a, b).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaBinomial {
    /// First parameter.
    pub a: f64,
    /// Second parameter.
    pub b: f64,
}

/// How the rates of groups are spread: Gamma(shape, rate).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaPoisson {
    /// Shape.
    pub shape: f64,
    /// Rate; shape / rate is the mean.
    pub rate: f64,
}

impl BetaBinomial {
    /// The marginal likelihood's maximum over groups of (successes, trials). Skellam (1948), JRSS B 10(2), 257–261.
    ///
    /// # Errors
    /// Fewer than two groups with trials; more successes than trials; only successes or none.
    pub fn fit(groups: &[(u64, u64)]) -> Result<Self, Unanswerable> {
        if groups.iter().any(|(k, n)| k > n) {
            return Err(Unanswerable::OutOfRange { what: "successes of trials" });
        }
        let groups: Vec<(f64, f64)> =
            groups.iter().filter(|(_, n)| *n > 0).map(|(k, n)| (*k as f64, *n as f64)).collect();
        if groups.len() < 2 {
            return Err(Unanswerable::TooLittle { needed: 2, given: groups.len() });
        }
        let (k, n) = groups.iter().fold((0.0, 0.0), |sum, g| (sum.0 + g.0, sum.1 + g.1));
        if k == 0.0 || k == n {
            return Err(Unanswerable::OneOutcome);
        }
        let mean = k / n;
        let (x, y) = climb([(mean / (1.0 - mean)).ln(), 3.0], |[x, y]| {
            let (mean, size) = (logistic(x), y.exp());
            let (a, b) = (mean * size, (1.0 - mean) * size);
            let (mut value, mut da, mut db) = (0.0, 0.0, 0.0);
            for &(k, n) in &groups {
                value += rise(a, k) + rise(b, n - k) - rise(size, n);
                let all = slope(size, n);
                da += slope(a, k) - all;
                db += slope(b, n - k) - all;
            }
            (value, [(da - db) * size * mean * (1.0 - mean), da * a + db * b])
        });
        let (mean, size) = (logistic(x), y.exp());
        Ok(Self { a: mean * size, b: (1.0 - mean) * size })
    }

    /// The rate of a group with `successes` of `trials`.
    ///
    /// # Errors
    /// More successes than trials.
    pub fn shrink(&self, successes: u64, trials: u64) -> Result<Shrunk, Unanswerable> {
        if successes > trials {
            return Err(Unanswerable::OutOfRange { what: "successes of trials" });
        }
        let posterior = Beta::new(self.a + successes as f64, self.b + (trials - successes) as f64)?;
        let at = |share| posterior.quantile(share);
        Ok(Shrunk { rate: posterior.mean(), interval80: (at(0.1), at(0.9)), interval95: (at(0.025), at(0.975)) })
    }
}

impl GammaPoisson {
    /// The marginal likelihood's maximum over groups of (count, exposure). Greenwood & Yule (1920), JRSS 83, 255–279.
    ///
    /// # Errors
    /// Fewer than two groups; an exposure that is not positive and finite; no count at all.
    pub fn fit(groups: &[(u64, f64)]) -> Result<Self, Unanswerable> {
        if groups.len() < 2 {
            return Err(Unanswerable::TooLittle { needed: 2, given: groups.len() });
        }
        if groups.iter().any(|(_, time)| !(time.is_finite() && *time > 0.0)) {
            return Err(Unanswerable::OutOfRange { what: "exposure" });
        }
        let (count, time) = groups.iter().fold((0.0, 0.0), |sum, (k, t)| (sum.0 + *k as f64, sum.1 + t));
        if count == 0.0 {
            return Err(Unanswerable::OneOutcome);
        }
        let start = (count / time).ln();
        let (x, y) = climb([start, 1.0], |[x, y]| {
            let (mean, shape) = (x.exp(), y.exp());
            let (mut value, mut dx, mut dy) = (0.0, 0.0, 0.0);
            for &(k, time) in groups {
                let (k, expected) = (k as f64, mean * time);
                value += rise(shape, k) - shape * (expected / shape).ln_1p() + k * (expected / (shape + expected)).ln();
                dx += (k - expected) * shape / (shape + expected);
                dy += shape * (slope(shape, k) - (expected / shape).ln_1p() + (expected - k) / (shape + expected));
            }
            (value, [dx, dy])
        });
        Ok(Self { shape: y.exp(), rate: (y - x).exp() })
    }

    /// The rate of a group with `count` in `exposure`.
    ///
    /// # Errors
    /// An exposure that is negative or not finite.
    pub fn shrink(&self, count: u64, exposure: f64) -> Result<Shrunk, Unanswerable> {
        if !(exposure.is_finite() && exposure >= 0.0) {
            return Err(Unanswerable::OutOfRange { what: "exposure" });
        }
        let posterior = Gamma::new(self.shape + count as f64, self.rate + exposure)?;
        let at = |share| posterior.quantile(share);
        Ok(Shrunk { rate: posterior.mean(), interval80: (at(0.1), at(0.9)), interval95: (at(0.025), at(0.975)) })
    }
}

/// ln Γ(a + k) − ln Γ(a).
fn rise(a: f64, k: f64) -> f64 {
    if k == 0.0 { 0.0 } else { ln_gamma(a + k) - ln_gamma(a) }
}

/// ψ(a + k) − ψ(a).
fn slope(a: f64, k: f64) -> f64 {
    if k == 0.0 { 0.0 } else { digamma(a + k) - digamma(a) }
}

/// Maximises a function of a location and the logarithm of a concentration, given its value and gradient: Newton's
/// steps with a Hessian from differences of the gradient, shortened and turned uphill as Levenberg and Marquardt do.
fn climb(start: [f64; 2], function: impl Fn([f64; 2]) -> (f64, [f64; 2])) -> (f64, f64) {
    const STEP: f64 = 1e-5;
    let kept = |[x, y]: [f64; 2]| [x.clamp(-30.0, 30.0), y.clamp(LEAST.ln(), ALIKE.ln())];
    let mut at = kept(start);
    let (mut value, mut gradient) = function(at);
    let mut damping = 1e-3;
    for _ in 0..200 {
        let column = |i: usize| {
            let mut moved = at;
            moved[i] += STEP;
            let there = function(moved).1;
            [(there[0] - gradient[0]) / STEP, (there[1] - gradient[1]) / STEP]
        };
        let (first, second) = (column(0), column(1));
        let cross = f64::midpoint(first[1], second[0]);
        let size = first[0].abs() + second[1].abs() + 1e-12;
        let (p, r) = (-first[0] + damping * size, -second[1] + damping * size);
        let determinant = p * r - cross * cross;
        let step = if p > 0.0 && determinant > 0.0 {
            [
                (r * gradient[0] + cross * gradient[1]) / determinant,
                (p * gradient[1] + cross * gradient[0]) / determinant,
            ]
        } else {
            [gradient[0] / (damping + 1.0) / size, gradient[1] / (damping + 1.0) / size]
        };
        let tried = kept([at[0] + step[0].clamp(-2.0, 2.0), at[1] + step[1].clamp(-2.0, 2.0)]);
        let moved = (tried[0] - at[0]).abs() + (tried[1] - at[1]).abs();
        let (there, slope) = function(tried);
        if there >= value {
            (at, value, gradient) = (tried, there, slope);
            damping = (damping / 4.0).max(1e-12);
            if moved < 1e-9 {
                break;
            }
        } else {
            if moved < 1e-9 {
                break;
            }
            damping = (damping * 8.0).min(1e9);
        }
    }
    (at[0], at[1])
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::outcome::draw;

    #[test]
    fn the_spread_of_groups_is_recovered_and_its_intervals_hold() {
        let mut rng = ChaCha8Rng::seed_from_u64(8);
        let truth: Vec<f64> = (0..1500).map(|_| draw::beta(&mut rng, 3.0, 7.0)).collect();
        let groups: Vec<(u64, u64)> = truth
            .iter()
            .enumerate()
            .map(|(i, p)| (draw::binomial(&mut rng, 3 + i as u64 % 20, *p), 3 + i as u64 % 20))
            .collect();
        let model = BetaBinomial::fit(&groups).unwrap();
        assert!((model.a - 3.0).abs() < 0.4 && (model.b - 7.0).abs() < 0.9, "{model:?}");
        let inside = truth.iter().zip(&groups).filter(|(p, (k, n))| {
            let (low, high) = model.shrink(*k, *n).unwrap().interval80;
            low <= **p && **p <= high
        });
        let share = inside.count() as f64 / truth.len() as f64;
        assert!((share - 0.8).abs() < 0.035, "{share}");
    }

    #[test]
    fn the_spread_of_rates_is_recovered_and_its_intervals_hold() {
        let mut rng = ChaCha8Rng::seed_from_u64(9);
        let truth: Vec<f64> = (0..1500).map(|_| draw::gamma(&mut rng, 2.0) / 4.0).collect();
        let groups: Vec<(u64, f64)> = truth
            .iter()
            .enumerate()
            .map(|(i, rate)| {
                let time = 1.0 + (i % 9) as f64;
                (draw::poisson(&mut rng, rate * time), time)
            })
            .collect();
        let model = GammaPoisson::fit(&groups).unwrap();
        assert!((model.shape - 2.0).abs() < 0.3 && (model.rate - 4.0).abs() < 0.7, "{model:?}");
        let inside = truth.iter().zip(&groups).filter(|(rate, (k, time))| {
            let (low, high) = model.shrink(*k, *time).unwrap().interval95;
            low <= **rate && **rate <= high
        });
        let share = inside.count() as f64 / truth.len() as f64;
        assert!((share - 0.95).abs() < 0.02, "{share}");
    }

    #[test]
    fn groups_that_do_not_differ_are_pooled() {
        let model = BetaBinomial::fit(&[(50, 100); 30]).unwrap();
        assert!(model.a + model.b > 1e4, "{model:?}");
        let one = model.shrink(2, 2).unwrap();
        assert!((one.rate - 0.5).abs() < 0.001);
        let model = GammaPoisson::fit(&[(7, 1.0); 30]).unwrap();
        assert!(model.shape > 1e3 && (model.shape / model.rate - 7.0).abs() < 1e-3, "{model:?}");
    }

    #[test]
    fn bad_groups_are_refused_by_name() {
        assert_eq!(BetaBinomial::fit(&[(2, 1), (1, 2)]), Err(Unanswerable::OutOfRange { what: "successes of trials" }));
        assert_eq!(BetaBinomial::fit(&[(1, 2), (0, 0)]), Err(Unanswerable::TooLittle { needed: 2, given: 1 }));
        assert_eq!(BetaBinomial::fit(&[(0, 2), (0, 3)]), Err(Unanswerable::OneOutcome));
        assert_eq!(GammaPoisson::fit(&[(1, 0.0), (1, 1.0)]), Err(Unanswerable::OutOfRange { what: "exposure" }));
        assert_eq!(GammaPoisson::fit(&[(0, 1.0), (0, 1.0)]), Err(Unanswerable::OneOutcome));
    }
}
