//! A test that may be looked at as often as one likes.
//!
//! Whoever looks every day at an ordinary test and stops at 5 % finds a difference that is not there in far more than
//! 5 % of cases. The mixture sequential probability ratio test holds its 5 % over all looks together (Johari, Koomen,
//! Pekelis & Walsh (2022), Operations Research 70(3), 1806–1821, eq. 9; Robbins (1970)). It uses the normal
//! approximation of a share, so it says nothing before each arm has ten successes and ten failures.

use super::Arm;

/// Successes and failures below which the normal approximation is not used.
const LEAST: f64 = 10.0;

/// What the test says at one look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// The p value that is valid at any look; over several looks the least of theirs holds.
    pub p_value: f64,
    /// The interval of the difference of shares, B − A, that holds at all looks together with the confidence asked.
    pub difference: (f64, f64),
    /// Whether there is enough for the approximation; if not, the p value is 1 and the interval everything.
    pub enough: bool,
}

/// Looks at two arms.
///
/// `typical` is the size of difference in shares that one would like to find, the standard deviation of the mixture: .01
/// for shares that may move by a point. It must be fixed before the experiment. `error` is the chance of a false alarm
/// over all looks, .05 for 95 %. Values outside (0, 1) are taken to the nearest inside.
pub fn look(a: &Arm, b: &Arm, typical: f64, error: f64) -> Look {
    let least = |arm: &Arm| arm.wins().min(arm.size() - arm.wins());
    if least(a).min(least(b)) < LEAST {
        return Look { p_value: 1.0, difference: (-1.0, 1.0), enough: false };
    }
    let (typical, error) = (inside(typical), inside(error));
    let (pa, pb) = (a.share(), b.share());
    let difference = pb - pa;
    let variance = pa * (1.0 - pa) / a.size() + pb * (1.0 - pb) / b.size();
    let total = variance + typical * typical;
    let log_ratio =
        0.5 * (variance / total).ln() + difference * difference * typical * typical / (2.0 * variance * total);
    let half = (2.0 * variance * total / (typical * typical) * (0.5 * (total / variance).ln() - error.ln())).sqrt();
    Look {
        p_value: (-log_ratio).exp().min(1.0),
        difference: ((difference - half).max(-1.0), (difference + half).min(1.0)),
        enough: true,
    }
}

fn inside(value: f64) -> f64 {
    if value.is_nan() { 0.05 } else { value.clamp(1e-9, 1.0 - 1e-9) }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn looking_every_day_raises_few_false_alarms() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        let experiments = 1_000;
        let (mut alarms, mut missed) = (0, 0);
        for _ in 0..experiments {
            let (mut wins, mut trials) = ([0, 0], 0);
            let (mut alarm, mut outside) = (false, false);
            for _day in 0..60 {
                trials += 100;
                for wins in &mut wins {
                    *wins += (0..100).filter(|_| rng.random::<f64>() < 0.2).count() as u64;
                }
                let look = look(&Arm::new(wins[0], trials).unwrap(), &Arm::new(wins[1], trials).unwrap(), 0.02, 0.05);
                alarm |= look.p_value < 0.05;
                outside |= look.difference.0 > 0.0 || look.difference.1 < 0.0;
            }
            alarms += usize::from(alarm);
            missed += usize::from(outside);
        }
        assert!(alarms <= experiments / 20, "{alarms} false alarms in {experiments} experiments");
        assert_eq!(alarms, missed, "the interval leaves 0 out exactly when the p value is below");
    }

    #[test]
    fn a_real_difference_is_found() {
        let found = look(&Arm::new(1200, 10_000).unwrap(), &Arm::new(1450, 10_000).unwrap(), 0.02, 0.05);
        assert!(found.p_value < 0.001 && found.difference.0 > 0.0, "{found:?}");
        let early = look(&Arm::new(3, 10).unwrap(), &Arm::new(9, 10).unwrap(), 0.02, 0.05);
        assert_eq!((early.p_value, early.enough), (1.0, false));
    }
}
