//! How good probabilities were, once the outcomes are known.

use crate::Unanswerable;
use crate::numeric::logistic;

/// Bins of [`reliability`] and [`calibration_error`] unless said otherwise.
pub const BINS: usize = 10;

/// Logarithms are taken of no less than this.
const LEAST: f64 = 1e-15;

/// All scores of a set of probabilities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// Area under the receiver operating characteristic: the chance that a won one got a higher probability than a
    /// lost one. .5 is a coin.
    pub auc: f64,
    /// Mean squared distance of probability and outcome. Brier (1950), Monthly Weather Review 78(1), 1–3.
    pub brier: f64,
    /// Mean negative log likelihood, in nats.
    pub log_loss: f64,
    /// Mean distance of what was said and what came, over [`BINS`] bins.
    pub calibration_error: f64,
}

/// One bar of the reliability diagram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// How many cases.
    pub cases: usize,
    /// The mean probability that was said.
    pub said: f64,
    /// The share that was won.
    pub came: f64,
}

impl Scores {
    /// Scores probabilities against outcomes.
    ///
    /// # Errors
    /// No case; unequal lengths; a probability that is not in 0..=1; only wins or only losses.
    pub fn of(probabilities: &[f64], won: &[bool]) -> Result<Self, Unanswerable> {
        Ok(Self {
            auc: auc(probabilities, won)?,
            brier: brier(probabilities, won)?,
            log_loss: log_loss(probabilities, won)?,
            calibration_error: calibration_error(probabilities, won, BINS)?,
        })
    }
}

fn check(probabilities: &[f64], won: &[bool]) -> Result<(), Unanswerable> {
    if probabilities.len() != won.len() {
        return Err(Unanswerable::Uneven { expected: probabilities.len(), given: won.len() });
    }
    if won.is_empty() {
        return Err(Unanswerable::TooLittle { needed: 1, given: 0 });
    }
    if !probabilities.iter().all(|p| (0.0..=1.0).contains(p)) {
        return Err(Unanswerable::OutOfRange { what: "a probability" });
    }
    Ok(())
}

fn number(won: bool) -> f64 {
    f64::from(u8::from(won))
}

/// Mean squared distance of probability and outcome.
///
/// # Errors
/// As [`Scores::of`], but for outcomes that are all the same.
pub fn brier(probabilities: &[f64], won: &[bool]) -> Result<f64, Unanswerable> {
    check(probabilities, won)?;
    let sum: f64 = probabilities.iter().zip(won).map(|(p, w)| (p - number(*w)).powi(2)).sum();
    Ok(sum / won.len() as f64)
}

/// Mean negative log likelihood, in nats. A certainty that was wrong costs 34.5, not infinity.
///
/// # Errors
/// As [`brier`].
pub fn log_loss(probabilities: &[f64], won: &[bool]) -> Result<f64, Unanswerable> {
    check(probabilities, won)?;
    Ok(probabilities.iter().zip(won).map(|(p, w)| loss(*p, *w)).sum::<f64>() / won.len() as f64)
}

pub(crate) fn loss(probability: f64, won: bool) -> f64 {
    -(if won { probability } else { 1.0 - probability }).max(LEAST).ln()
}

/// Area under the ROC curve as the Mann–Whitney statistic, ties counted half.
/// Hanley & McNeil (1982), Radiology 143(1), 29–36.
///
/// # Errors
/// As [`Scores::of`].
pub fn auc(probabilities: &[f64], won: &[bool]) -> Result<f64, Unanswerable> {
    check(probabilities, won)?;
    let mut order: Vec<(f64, bool)> = probabilities.iter().copied().zip(won.iter().copied()).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let wins = won.iter().filter(|w| **w).count() as f64;
    let losses = won.len() as f64 - wins;
    if wins == 0.0 || losses == 0.0 {
        return Err(Unanswerable::OneOutcome);
    }
    let (mut below, mut area) = (0.0, 0.0);
    for tied in order.chunk_by(|a, b| a.0 == b.0) {
        let here = tied.iter().filter(|(_, w)| *w).count() as f64;
        let lost = tied.len() as f64 - here;
        area += here * (below + lost / 2.0);
        below += lost;
    }
    Ok(area / wins / losses)
}

/// The reliability diagram: cases by rising probability in `bins` groups of nearly equal size; equal probabilities stay
/// together. Murphy & Winkler (1977), Applied Statistics 26(1), 41–47.
///
/// # Errors
/// As [`brier`].
pub fn reliability(probabilities: &[f64], won: &[bool], bins: usize) -> Result<Vec<Bar>, Unanswerable> {
    check(probabilities, won)?;
    let mut order: Vec<(f64, bool)> = probabilities.iter().copied().zip(won.iter().copied()).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (bins, cases) = (bins.max(1), order.len());
    let (mut bars, mut from) = (Vec::new(), 0);
    for bin in 1..=bins {
        let mut to = bin * cases / bins;
        while to > from && to < cases && order[to].0 == order[to - 1].0 {
            to += 1;
        }
        if to > from {
            let group = &order[from..to];
            let mean = |of: &dyn Fn(&(f64, bool)) -> f64| group.iter().map(of).sum::<f64>() / group.len() as f64;
            bars.push(Bar { cases: group.len(), said: mean(&|c| c.0), came: mean(&|c| number(c.1)) });
            from = to;
        }
    }
    Ok(bars)
}

/// Expected calibration error: the mean distance of said and came over the bars of [`reliability`], weighted by cases.
/// Naeini, Cooper & Hauskrecht (2015), AAAI 29, 2901–2907, with bins of equal size as in Nguyen & O'Connor (2015).
///
/// # Errors
/// As [`brier`].
pub fn calibration_error(probabilities: &[f64], won: &[bool], bins: usize) -> Result<f64, Unanswerable> {
    let bars = reliability(probabilities, won, bins)?;
    let distance: f64 = bars.iter().map(|bar| bar.cases as f64 * (bar.said - bar.came).abs()).sum();
    Ok(distance / won.len() as f64)
}

/// The calibration error that perfectly calibrated probabilities would show on so many cases by chance: the mean
/// absolute value of a normal with each bar's binomial variance. Nothing below it can be told from perfect.
///
/// # Errors
/// As [`brier`].
pub fn calibration_noise(probabilities: &[f64], won: &[bool], bins: usize) -> Result<f64, Unanswerable> {
    let bars = reliability(probabilities, won, bins)?;
    let sum: f64 = bars.iter().map(|b| (b.cases as f64 * b.said * (1.0 - b.said)).sqrt()).sum();
    Ok(sum * (2.0 / std::f64::consts::PI).sqrt() / won.len() as f64)
}

/// Whether log odds are systematically too bold or too shy: intercept and slope of a logistic regression of the outcome
/// on the log odds that were said; (0, 1) is perfect. Cox (1958), Biometrika 45, 562–565.
///
/// # Errors
/// As [`Scores::of`].
pub fn calibration_line(log_odds: &[f64], won: &[bool]) -> Result<(f64, f64), Unanswerable> {
    let probabilities: Vec<f64> = log_odds.iter().map(|x| logistic(*x)).collect();
    auc(&probabilities, won)?;
    let (mut a, mut b) = (0.0, 1.0);
    for _ in 0..50 {
        let (mut ga, mut gb, mut haa, mut hab, mut hbb) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (&x, &w) in log_odds.iter().zip(won) {
            let p = logistic(a + b * x);
            let (r, v) = (number(w) - p, p * (1.0 - p));
            ga += r;
            gb += r * x;
            haa += v;
            hab += v * x;
            hbb += v * x * x;
        }
        let determinant = haa * hbb - hab * hab;
        if determinant.abs() < 1e-12 {
            break;
        }
        let (da, db) = ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant);
        // A cautious step: separated data have their best line at infinity.
        a = (a + da.clamp(-2.0, 2.0)).clamp(-50.0, 50.0);
        b = (b + db.clamp(-2.0, 2.0)).clamp(-50.0, 50.0);
        if da.abs() + db.abs() < 1e-10 {
            break;
        }
    }
    Ok((a, b))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn scores_agree_with_values_computed_by_hand() {
        let (p, won) = ([0.1, 0.4, 0.35, 0.8], [false, false, true, true]);
        // Pairs (win, loss): .35>.1, .35<.4, .8>.1, .8>.4: 3 of 4.
        assert_eq!(auc(&p, &won).unwrap(), 0.75);
        // (.01 + .16 + .4225 + .04) / 4.
        assert!((brier(&p, &won).unwrap() - 0.158_125).abs() < 1e-15);
        // −(ln .9 + ln .6 + ln .35 + ln .8) / 4.
        assert!((log_loss(&p, &won).unwrap() - 0.472_287_953_8).abs() < 1e-9);
        assert_eq!(auc(&[0.5; 4], &won).unwrap(), 0.5);
        let bars = reliability(&p, &won, 2).unwrap();
        assert_eq!((bars[0].cases, bars[0].came), (2, 0.5));
        // Bins {.1, .35} and {.4, .8}: |.225 − .5| and |.6 − .5|, halves.
        assert!((calibration_error(&p, &won, 2).unwrap() - 0.1875).abs() < 1e-15);
    }

    #[test]
    fn bad_input_is_refused_by_name() {
        assert_eq!(auc(&[0.5], &[]), Err(Unanswerable::Uneven { expected: 1, given: 0 }));
        assert_eq!(brier(&[], &[]), Err(Unanswerable::TooLittle { needed: 1, given: 0 }));
        assert_eq!(brier(&[f64::NAN], &[true]), Err(Unanswerable::OutOfRange { what: "a probability" }));
        assert_eq!(auc(&[0.5, 0.6], &[true, true]), Err(Unanswerable::OneOutcome));
    }

    #[test]
    fn a_bold_forecast_has_a_slope_below_one() {
        // Truth: log odds ±1, in the exact proportions; said: ±2.
        let share = logistic(1.0);
        let wins = (10_000.0 * share).round() as usize;
        let mut log_odds = vec![2.0; 10_000];
        let mut won: Vec<bool> = (0..10_000).map(|i| i < wins).collect();
        log_odds.extend(vec![-2.0; 10_000]);
        won.extend((0..10_000).map(|i| i >= wins));
        let (a, b) = calibration_line(&log_odds, &won).unwrap();
        assert!(a.abs() < 1e-6 && (b - 0.5).abs() < 1e-3, "{a} {b}");
    }

    proptest! {
        #[test]
        fn the_bars_hold_every_case_once_and_scores_stay_in_range(
            cases in prop::collection::vec((0.0_f64..=1.0, any::<bool>()), 2..80), bins in 0_usize..20,
        ) {
            let (p, won): (Vec<f64>, Vec<bool>) = cases.into_iter().unzip();
            let bars = reliability(&p, &won, bins).unwrap();
            prop_assert_eq!(bars.iter().map(|b| b.cases).sum::<usize>(), p.len());
            prop_assert!((0.0..=1.0).contains(&calibration_error(&p, &won, bins).unwrap()));
            if let Ok(area) = auc(&p, &won) {
                let turned: Vec<f64> = p.iter().map(|p| 1.0 - p).collect();
                prop_assert!((auc(&turned, &won).unwrap() + area - 1.0).abs() < 1e-12);
            }
        }
    }
}
