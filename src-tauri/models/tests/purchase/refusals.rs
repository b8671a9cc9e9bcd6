//! Data that cannot answer say why.

use kehu_models::purchase::gamma_gamma::{self, Spend};
use kehu_models::purchase::{Cohort, Family, History, Model, Parameters, Unidentified, fit};

#[test]
fn the_reason_is_named() {
    let once = |n| (0..n).map(|_| History::new(0, 0.0, 20.0).unwrap());
    let twice = (1..=3).map(|i| History::new(1, f64::from(i), 20.0).unwrap());
    let cohort = Cohort::of(once(37).chain(twice), None);
    assert_eq!(
        fit(&cohort, Family::ParetoNbd).unwrap_err().to_string(),
        "37 of 40 customers bought once: Pareto/NBD is not identified (10 who bought again are needed)"
    );
    assert_eq!(fit(&Cohort::of([], None), Family::BgNbd), Err(Unidentified::NoCustomers));
    let same = Cohort::weighted([(History::new(3, 9.0, 20.0).unwrap(), 1_000_000)], None);
    for family in [Family::BgNbd, Family::ParetoNbd, Family::MbgNbd] {
        let reason = Unidentified::Identical { model: family.name(), customers: 1_000_000 };
        assert_eq!(fit(&same, family), Err(reason));
    }
    let two = Cohort::of((1..40).map(|i| History::new(i, 9.0, 20.0).unwrap()), None);
    assert_eq!(fit(&two, Family::MbgCnbd), Err(Unidentified::NoGaps));
}

#[test]
fn impossible_histories_and_parameters_are_refused() {
    for (x, recency, age) in
        [(0, 1.0, 2.0), (1, 0.0, 2.0), (1, 3.0, 2.0), (1, f64::NAN, 2.0), (0, 0.0, f64::INFINITY), (0, 0.0, -1.0)]
    {
        assert!(History::new(x, recency, age).is_err(), "{x} {recency} {age}");
    }
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(Parameters::new(Model::BgNbd, [1.0, 1.0, bad, 1.0]).is_err());
    }
}

#[test]
fn customers_who_never_leave_do_not_pretend_to_have_settled() {
    // Everybody buys in every week to the end: nobody is seen to leave.
    let loyal = (10..60).map(|age| History::new(age, f64::from(age), f64::from(age)).unwrap());
    let fit = fit(&Cohort::of(loyal, None), Family::BgNbd).unwrap();
    assert!(!fit.converged && fit.standard_errors().is_none());
    assert!(fit.parameters.values().iter().all(|v| v.is_finite() && *v > 0.0));
}

#[test]
fn spend_that_does_not_vary_or_is_absurd_is_refused() {
    let spends = |mean: fn(u32) -> f64| (1..50).map(move |i| Spend { purchases: 1 + i % 4, mean: mean(i) });
    assert!(matches!(gamma_gamma::fit(spends(|_| 9.0)), Err(Unidentified::Identical { .. })));
    assert!(matches!(gamma_gamma::fit(spends(|_| f64::NAN)), Err(Unidentified::Impossible { .. })));
    assert!(matches!(gamma_gamma::fit(spends(|_| 0.0)), Err(Unidentified::TooFewRepeatBuyers { .. })));
    let huge = gamma_gamma::fit(spends(|i| 1e300 * f64::from(i))).unwrap();
    assert!(huge.log_likelihood.is_finite() && huge.correlation.is_finite());
}
