//! How many trials an experiment needs before it begins.

use statrs::function::erf::erfc_inv;

use crate::Unanswerable;

/// What the experiment should be able to find.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// The share of successes as it is, between 0 and 1.
    pub base: f64,
    /// The share that should be found if it is there.
    pub better: f64,
    /// The chance of a false alarm, two-sided: .05 usually.
    pub error: f64,
    /// The chance of finding a real difference: .8 usually.
    pub power: f64,
}

/// Trials for each arm, by the normal approximation with unpooled variance.
/// Fleiss, Levin & Paik, *Statistical Methods for Rates and Proportions* (3rd ed. 2003), eq. 4.14.
///
/// # Errors
/// A value that is not strictly between 0 and 1; equal shares.
pub fn trials_per_arm(plan: &Plan) -> Result<u64, Unanswerable> {
    let Plan { base, better, error, power } = *plan;
    if ![base, better, error, power].iter().all(|x| *x > 0.0 && *x < 1.0) || base == better {
        return Err(Unanswerable::OutOfRange { what: "plan" });
    }
    let z = |upper: f64| std::f64::consts::SQRT_2 * erfc_inv(2.0 * upper);
    let pooled = f64::midpoint(base, better);
    let spread = z(error / 2.0) * (2.0 * pooled * (1.0 - pooled)).sqrt()
        + z(1.0 - power) * (base * (1.0 - base) + better * (1.0 - better)).sqrt();
    Ok((spread / (better - base)).powi(2).max(2.0).ceil() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_agree_with_the_formula_by_hand() {
        // (1.959964·√(2·.11·.89) + .841621·√(.1·.9 + .12·.88))² / .02² = 3,840.85.
        let plan = Plan { base: 0.1, better: 0.12, error: 0.05, power: 0.8 };
        assert_eq!(trials_per_arm(&plan), Ok(3841));
        assert_eq!(trials_per_arm(&Plan { better: 0.1, ..plan }), Err(Unanswerable::OutOfRange { what: "plan" }));
        assert_eq!(trials_per_arm(&Plan { power: f64::NAN, ..plan }), Err(Unanswerable::OutOfRange { what: "plan" }));
    }
}
