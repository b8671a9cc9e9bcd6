//! The CDNOW sample: 39 weeks to fit, 39 to predict.

use kehu_models::purchase::gamma_gamma::{self, Spend};
use kehu_models::purchase::{Family, Fit, Holdout, Ledger, Model, Window, choose, fit};

/// Days from the first of January 1997.
const UNTIL: i32 = 272;
const END: i32 = UNTIL + 273;

/// The day of the year 1997 or 1998 as days from the first of January 1997.
fn day(date: &str) -> i32 {
    let number = |range: std::ops::Range<usize>| date[range].parse::<i32>().unwrap();
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    365 * (number(0..4) - 1997) + before[number(4..6) as usize - 1] + number(6..8) - 1
}

pub fn ledger() -> Ledger {
    let mut ledger = Ledger::new(Window { until: UNTIL, holdout_until: Some(END) });
    for line in include_str!("../fixtures/cdnow/CDNOW_sample.txt").lines() {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let customer: u32 = cells[1].parse().unwrap();
        ledger.record(customer - 1, day(cells[2]), cells[4].parse().unwrap()).unwrap();
    }
    ledger
}

fn fitted(family: Family) -> Fit {
    let fit = fit(&ledger().cohort(7.0).unwrap(), family).unwrap();
    assert!(fit.converged && fit.standard_errors().is_some(), "{fit:?}");
    assert_eq!(fit.agreeing_starts, (3, 3), "{fit:?}");
    fit
}

/// Whether `found` prints as `printed` does.
#[track_caller]
pub fn prints(found: f64, printed: &str) {
    let digits = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(format!("{found:.digits$}"), printed, "{found}");
}

#[track_caller]
fn all_print(fit: &Fit, printed: [&str; 4], likelihood: &str) {
    prints(fit.log_likelihood, likelihood);
    for (value, printed) in fit.parameters.values().into_iter().zip(printed) {
        prints(value, printed);
    }
}

#[test]
fn bg_nbd_is_that_of_fader_hardie_and_lee() {
    let ledger = ledger();
    assert_eq!(ledger.cohort(7.0).unwrap().customers(), 2357);
    let fit = fitted(Family::BgNbd);
    prints(fit.log_likelihood, "-9582.429");
    for (value, printed) in fit.parameters.values().into_iter().zip([0.2425945, 4.4136019, 0.7929199, 2.4258881]) {
        // Printed by an optimiser that stopped a little before the optimum.
        assert!((value / printed - 1.0).abs() < 2e-5, "{value} {printed}");
    }
    let holdout = Holdout::measure(&fit.parameters, &ledger, 7.0, 39.0).unwrap();
    assert_eq!(holdout.actual, 1882);
    prints(holdout.predicted, "1653");
    // Printed as .786; it is .78546.
    assert!((holdout.mae - 0.786).abs() < 6e-4, "{}", holdout.mae);
    prints(holdout.correlation, "0.626");
    prints(100.0 * holdout.tracking, "-4.1");
}

#[test]
fn pareto_nbd_is_that_of_fader_and_hardie() {
    let fit = fitted(Family::ParetoNbd);
    prints(fit.log_likelihood, "-9594.976");
    for (value, printed) in fit.parameters.values().into_iter().zip([0.55315, 10.57633, 0.60625, 11.67150]) {
        assert!((value / printed - 1.0).abs() < 3e-4, "{value} {printed}");
    }
    let holdout = Holdout::measure(&fit.parameters, &ledger(), 7.0, 39.0).unwrap();
    prints(holdout.predicted, "1666");
    prints(holdout.mae, "0.755");
    prints(holdout.correlation, "0.630");
    prints(100.0 * holdout.tracking, "-1.6");
}

#[test]
fn mbg_nbd_is_that_of_batislam_and_others() {
    all_print(&fitted(Family::MbgNbd), ["0.525", "6.183", "0.891", "1.614"], "-9582.136");
}

#[test]
fn buyers_of_cds_are_not_regular() {
    let (plain, regular) = (fitted(Family::MbgNbd), fitted(Family::MbgCnbd));
    assert_eq!(regular.parameters.model(), Model::MbgCnbd { k: 1 });
    assert!((plain.log_likelihood - regular.log_likelihood).abs() < 1e-9);
}

#[test]
fn gamma_gamma_is_that_of_fader_and_hardie() {
    let ledger = ledger();
    let spends = ledger.tallies().iter().filter(|t| t.repeats > 0).map(|t| t.spent());
    let fit = gamma_gamma::fit(spends).unwrap();
    assert_eq!(fit.customers, 946);
    assert!(fit.converged, "{fit:?}");
    prints(fit.log_likelihood, "-4055.92");
    // The note fits amounts that it has rounded otherwise.
    let found = [fit.parameters.p, fit.parameters.q, fit.parameters.gamma];
    for (value, printed) in found.into_iter().zip(["6.25", "3.74", "15.4"]) {
        prints(value, printed);
    }
    prints(fit.correlation, "0.11");
    let one = fit.parameters.expected(Some(Spend { purchases: 2, mean: 22.35 })).unwrap();
    let nobody = fit.parameters.expected(None).unwrap();
    assert!(nobody > 30.0 && one > 22.35 && one < nobody, "shrunk towards the mean of all: {one} {nobody}");
}

#[test]
fn who_is_scored_with_all_is_scored_as_alone() {
    let ledger = ledger();
    let histories: Vec<_> = ledger.tallies().iter().filter_map(|tally| ledger.history(tally, 7.0)).collect();
    for family in [Family::BgNbd, Family::ParetoNbd] {
        let Fit { parameters, covariance, .. } = fitted(family);
        let scores = parameters.scores(&histories, 39.0, covariance.as_ref(), 1.96);
        let alone = histories.iter().map(|history| parameters.score(history, 39.0, covariance.as_ref(), 1.96));
        assert!(scores.into_iter().eq(alone));
    }
}

#[test]
fn the_holdout_chooses() {
    let candidates = choose(&ledger(), 7.0, 39.0).unwrap();
    assert_eq!(candidates.len(), 4);
    let errors: Vec<f64> = candidates.iter().map(|c| c.outcome.as_ref().unwrap().1.rmse).collect();
    assert!(errors.is_sorted(), "{errors:?}");
}
