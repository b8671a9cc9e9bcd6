//! From known truth and back: a light version of the study in `benches/clv.rs`.

use kehu_models::purchase::{Cohort, Family, Model, beta_binomial, contract, fit, gamma_gamma};

use crate::simulate::{cohort, contracts, donors, spends};

const TRUTHS: [(Model, [f64; 4]); 4] = [
    (Model::BgNbd, [0.6, 6.0, 0.8, 2.5]),
    (Model::ParetoNbd, [0.7, 8.0, 0.8, 15.0]),
    (Model::MbgNbd, [0.6, 6.0, 0.8, 2.5]),
    (Model::MbgCnbd { k: 3 }, [0.9, 4.0, 0.8, 3.5]),
];

#[test]
fn parameters_are_found_again_within_their_standard_errors() {
    for (model, truth) in TRUTHS {
        let (mut within, mut total) = (0, 0);
        for seed in 0..12 {
            let (histories, gaps) = cohort(seed, 2_000, model, truth, 104.0);
            let fit = fit(&Cohort::of(histories, Some(gaps)), model.family()).unwrap();
            assert!(fit.converged, "{model:?} {fit:?}");
            assert_eq!(fit.parameters.model(), model);
            let errors = fit.standard_errors().unwrap();
            for ((found, truth), error) in fit.parameters.values().into_iter().zip(truth).zip(errors) {
                total += 1;
                within += usize::from((found - truth).abs() <= 2.0 * error);
            }
        }
        // 95 % are expected; four parameters of one fit stray together.
        assert!(within * 100 >= total * 83, "{model:?}: {within} of {total}");
    }
}

#[test]
fn spend_donors_and_contracts_are_found_again() {
    let (spend, donor, contract) = ([6.2488, 3.7446, 15.4477], [1.204, 0.750, 0.657, 2.783], [0.668, 3.806]);
    let mut within = [0; 3];
    let near = |found: &[f64], errors: &[f64], truth: &[f64]| -> usize {
        found.iter().zip(errors).zip(truth).filter(|((f, e), t)| (*f - *t).abs() <= 2.0 * *e).count()
    };
    for seed in 0..100 {
        let fit = gamma_gamma::fit(spends(seed, 2_000, spend)).unwrap();
        let values = [fit.parameters.p, fit.parameters.q, fit.parameters.gamma];
        assert!(fit.converged, "{fit:?}");
        within[0] += near(&values, &fit.standard_errors.unwrap(), &spend);
        let fit = beta_binomial::fit(&donors(seed, 2_000, 6, donor)).unwrap();
        assert!(fit.converged, "{fit:?}");
        within[1] += near(&fit.parameters.values, &fit.standard_errors.unwrap(), &donor);
        let (ended, lasting) = contracts(seed, 2_000, 7, contract);
        let fit = contract::fit(&ended, lasting).unwrap();
        assert!(fit.converged, "{fit:?}");
        within[2] += near(&[fit.parameters.alpha, fit.parameters.beta], &fit.standard_errors.unwrap(), &contract);
    }
    for (within, total) in within.into_iter().zip([300, 400, 200]) {
        assert!(within * 100 >= total * 90, "{within} of {total}");
    }
}

#[test]
fn regular_buyers_are_seen_to_be_regular() {
    let (histories, gaps) = cohort(7, 3_000, Model::MbgCnbd { k: 3 }, [0.9, 4.0, 0.8, 3.5], 104.0);
    assert!((gaps.regularity() - 3.0).abs() < 0.5, "{}", gaps.regularity());
    let cohort = Cohort::of(histories, Some(gaps));
    let (regular, random) = (fit(&cohort, Family::MbgCnbd).unwrap(), fit(&cohort, Family::MbgNbd).unwrap());
    assert_eq!(regular.parameters.model(), Model::MbgCnbd { k: 3 });
    assert!(regular.log_likelihood > random.log_likelihood + 100.0);
}

#[test]
fn what_is_expected_is_what_comes() {
    for (model, truth) in TRUTHS {
        let parameters = kehu_models::purchase::Parameters::new(model, truth).unwrap();
        let (mut expected, mut came, mut returned, mut squares) = (0.0, 0.0, 0.0, 0.0);
        let mut dice = crate::simulate::Dice::new(5);
        let mut back = 0.0;
        for _ in 0..20_000 {
            let times = crate::simulate::purchases(&mut dice, model, truth, 130.0);
            let (before, after): (Vec<f64>, Vec<f64>) = times.into_iter().partition(|t| *t <= 78.0);
            let x = u32::try_from(before.len()).unwrap();
            let history = kehu_models::purchase::History::new(x, before.last().copied().unwrap_or(0.0), 78.0).unwrap();
            let mean = parameters.expected(&history, 52.0);
            expected += mean;
            came += after.len() as f64;
            squares += (after.len() as f64 - mean).powi(2);
            back += parameters.returns_within(&history, 52.0);
            returned += f64::from(u8::from(!after.is_empty()));
        }
        assert!((expected - came).abs() < 3.0 * f64::sqrt(squares), "{model:?}: {expected} expected, {came} came");
        assert!((back - returned).abs() < 3.0 * f64::sqrt(returned), "{model:?}: {back} to return, {returned} did");
    }
}
