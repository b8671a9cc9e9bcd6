//! How long things last when many have not ended yet: the Kaplan–Meier estimate with its intervals.
//!
//! It assumes that those still open today are not different in kind from those that ended (censoring says nothing).

use crate::Unanswerable;

const Z95: f64 = 1.959_963_984_540_054;
/// 95 % of the largest distance of a Brownian bridge: the critical value of Kolmogorov's test.
const BRIDGE95: f64 = 1.358_098_6;

/// One observed span.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// How long it was seen, in any unit; not negative.
    pub time: f64,
    /// Whether it ended then, or was only watched until then.
    pub ended: bool,
}

/// The curve from one end to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// When something ended.
    pub time: f64,
    /// How many were still watched just before.
    pub at_risk: usize,
    /// How many ended.
    pub ended: usize,
    /// The share that lasts beyond `time`.
    pub survival: f64,
    /// 95 % for this time alone.
    pub interval95: (f64, f64),
    /// 95 % for the whole curve at once.
    pub band95: (f64, f64),
}

/// The product-limit estimate, a step for each time at which something ended.
///
/// Kaplan & Meier (1958), JASA 53, 457–481, eq. 2a; intervals on the scale of ln(−ln S) with Greenwood's variance
/// (Kalbfleisch & Prentice, *The Statistical Analysis of Failure Time Data*, 1980, §1.3); band of Hall & Wellner (1980),
/// Biometrika 67, 133–143, with the critical value of the whole bridge, which is exact without censoring and wide
/// otherwise.
///
/// # Errors
/// No span; a time that is negative or not finite.
pub fn kaplan_meier(spans: &[Span]) -> Result<Vec<Step>, Unanswerable> {
    if spans.is_empty() {
        return Err(Unanswerable::TooLittle { needed: 1, given: 0 });
    }
    if spans.iter().any(|s| !s.time.is_finite()) {
        return Err(Unanswerable::NotFinite);
    }
    if spans.iter().any(|s| s.time < 0.0) {
        return Err(Unanswerable::OutOfRange { what: "time" });
    }
    let mut spans = spans.to_vec();
    spans.sort_unstable_by(|a, b| a.time.total_cmp(&b.time));
    let n = spans.len() as f64;
    let (mut at_risk, mut survival, mut greenwood) = (spans.len(), 1.0, 0.0);
    let (mut steps, mut interval95, mut band95) = (Vec::new(), (1.0, 1.0), (1.0, 1.0));
    for tied in spans.chunk_by(|a, b| a.time == b.time) {
        let ended = tied.iter().filter(|s| s.ended).count();
        if ended > 0 {
            let (risk, gone) = (at_risk as f64, ended as f64);
            survival *= 1.0 - gone / risk;
            if ended < at_risk {
                greenwood += gone / (risk * (risk - gone));
                let spread = Z95 * greenwood.sqrt() / survival.ln();
                interval95 = (survival.powf((-spread).exp()), survival.powf(spread.exp()));
                let half = BRIDGE95 * (1.0 + n * greenwood) * survival / n.sqrt();
                band95 = ((survival - half).max(0.0), (survival + half).min(1.0));
            } else {
                // Nobody is left: the variance is undefined, so the upper ends stay where they were.
                survival = 0.0;
                interval95.0 = 0.0;
                band95.0 = 0.0;
            }
            steps.push(Step { time: tied[0].time, at_risk, ended, survival, interval95, band95 });
        }
        at_risk -= tied.len();
    }
    Ok(steps)
}

/// The time by which half have ended; `None` while more than half still last.
pub fn median(steps: &[Step]) -> Option<f64> {
    steps.iter().find(|s| s.survival <= 0.5).map(|s| s.time)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spans(ended: &[f64], open: &[f64]) -> Vec<Span> {
        let with = |ended| move |time: &f64| Span { time: *time, ended };
        ended.iter().map(with(true)).chain(open.iter().map(with(false))).collect()
    }

    #[test]
    fn the_remission_times_of_the_textbooks_are_reproduced() {
        // 6-MP against placebo: Freireich et al. (1963), with the estimates of Kalbfleisch & Prentice, table 1.2.
        let remission = spans(
            &[6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0],
            &[6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0],
        );
        let steps = kaplan_meier(&remission).unwrap();
        let expected =
            [(6.0, 0.857), (7.0, 0.807), (10.0, 0.753), (13.0, 0.690), (16.0, 0.627), (22.0, 0.538), (23.0, 0.448)];
        assert_eq!(steps.len(), expected.len());
        for (step, (time, survival)) in steps.iter().zip(expected) {
            assert_eq!(step.time, time);
            assert!((step.survival - survival).abs() < 5e-4, "{step:?}");
        }
        // Greenwood's standard error at 10 weeks is .0963 (ibid.); on the log–log scale 95 % is .503 to .889.
        assert!((steps[2].interval95.0 - 0.503).abs() < 1e-3 && (steps[2].interval95.1 - 0.889).abs() < 1e-3);
        assert_eq!(median(&steps), Some(23.0));
    }

    #[test]
    fn without_censoring_the_band_is_kolmogorovs() {
        let steps = kaplan_meier(&spans(&(1..=100).map(f64::from).collect::<Vec<_>>(), &[])).unwrap();
        // S = .5 after 50: nσ² = (1 − S) / S, so the half width is 1.358 / √100.
        assert!((steps[49].band95.1 - steps[49].survival - 0.135_809_86).abs() < 1e-9);
        assert_eq!(steps[99].survival, 0.0);
    }

    #[test]
    fn bad_input_is_refused_by_name() {
        assert_eq!(kaplan_meier(&[]), Err(Unanswerable::TooLittle { needed: 1, given: 0 }));
        assert_eq!(kaplan_meier(&spans(&[f64::NAN], &[])), Err(Unanswerable::NotFinite));
        assert_eq!(kaplan_meier(&spans(&[-1.0], &[])), Err(Unanswerable::OutOfRange { what: "time" }));
        assert_eq!(median(&kaplan_meier(&spans(&[], &[3.0])).unwrap()), None);
    }

    proptest! {
        #[test]
        fn the_curve_falls_and_lies_in_its_intervals(times in prop::collection::vec((0_u32..20, any::<bool>()), 1..60)) {
            let spans: Vec<Span> = times.iter().map(|(t, ended)| Span { time: f64::from(*t), ended: *ended }).collect();
            let mut before = 1.0;
            for step in kaplan_meier(&spans).unwrap() {
                prop_assert!(step.survival < before && step.survival >= 0.0);
                for (low, high) in [step.interval95, step.band95] {
                    prop_assert!(0.0 <= low && low <= step.survival && step.survival <= high && high <= 1.0, "{step:?}");
                }
                before = step.survival;
            }
        }
    }
}
