//! The best hour and the best channel: success rates of few tries, held by what everybody does.

use statrs::distribution::{Beta, ContinuousCDF as _};

use crate::Unanswerable;

/// How often something was tried, and how often it worked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tries {
    /// All.
    pub tried: u64,
    /// Those that worked, at most `tried`.
    pub worked: u64,
}

/// A rate with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// The position of the hour or channel.
    pub slot: usize,
    /// The expected rate of the next try.
    pub mean: f64,
    /// 95 % interval of the rate.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Tries of everybody that a customer's own are held by: so many of a customer's own weigh as much as all the others'.
pub const STRENGTH: f64 = 10.0;

/// The rates of one customer for each slot (hour, channel), best first.
///
/// A Beta prior with the mean of everybody in that slot (itself held by the mean over all slots, Laplace's one try) and
/// the weight of [`STRENGTH`] tries; the customer's tries update it (Gelman et al., *Bayesian Data Analysis*, 3rd ed.,
/// section 2.4). `own` and `everybody` have one entry for each slot.
pub fn best_slots(own: &[Tries], everybody: &[Tries]) -> Result<Vec<Rate>, Unanswerable> {
    if own.is_empty() || own.len() != everybody.len() {
        return Err(Unanswerable::TooLittle { needed: everybody.len().max(1), given: own.len() });
    }
    if own.iter().chain(everybody).any(|tries| tries.worked > tries.tried) {
        return Err(Unanswerable::OutOfRange { what: "worked" });
    }
    let (tried, worked) =
        everybody.iter().fold((0.0, 0.0), |(t, w), slot| (t + slot.tried as f64, w + slot.worked as f64));
    let overall = (worked + 0.5) / (tried + 1.0);
    let mut rates: Vec<Rate> = own
        .iter()
        .zip(everybody)
        .enumerate()
        .map(|(slot, (own, all))| {
            let usual = (all.worked as f64 + overall) / (all.tried as f64 + 1.0);
            let a = STRENGTH * usual + own.worked as f64;
            let b = STRENGTH * (1.0 - usual) + (own.tried - own.worked) as f64;
            let mean = a / (a + b);
            let (low, high) =
                Beta::new(a, b).map_or((0.0, 1.0), |beta| (beta.inverse_cdf(0.025), beta.inverse_cdf(0.975)));
            Rate { slot, mean, low, high }
        })
        .collect();
    rates.sort_by(|a, b| b.mean.total_cmp(&a.mean));
    Ok(rates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_lucky_call_does_not_make_the_best_hour() {
        let tries = |tried, worked| Tries { tried, worked };
        let everybody = [tries(1_000, 300), tries(1_000, 100)];
        let rates = best_slots(&[tries(0, 0), tries(1, 1)], &everybody).unwrap();
        assert_eq!(rates[0].slot, 0);
        assert!((rates[0].mean - 0.3).abs() < 1e-3 && (rates[1].mean - 2.0 / 11.0).abs() < 1e-3, "{rates:?}");
        assert!(rates.iter().all(|r| r.low < r.mean && r.mean < r.high));
        let often = best_slots(&[tries(0, 0), tries(40, 38)], &everybody).unwrap();
        assert_eq!(often[0].slot, 1);
    }

    #[test]
    fn nobody_asked_yet_is_half_and_wide() {
        let rates = best_slots(&[Tries::default()], &[Tries::default()]).unwrap();
        assert_eq!(rates[0].mean, 0.5);
        assert!(rates[0].low < 0.25 && rates[0].high > 0.75);
        assert!(best_slots(&[], &[]).is_err());
        let wrong = Tries { tried: 1, worked: 2 };
        assert_eq!(best_slots(&[wrong], &[wrong]), Err(Unanswerable::OutOfRange { what: "worked" }));
    }
}
