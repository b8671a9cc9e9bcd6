//! What must hold everywhere.

use kehu_models::purchase::{History, Model, Parameters};
use proptest::prelude::*;

fn model() -> impl Strategy<Value = Model> {
    prop_oneof![
        Just(Model::BgNbd),
        Just(Model::ParetoNbd),
        Just(Model::MbgNbd),
        (1_u32..6).prop_map(|k| Model::MbgCnbd { k }),
    ]
}

fn logarithmic(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (low.ln()..high.ln()).prop_map(f64::exp)
}

fn parameters(low: f64, high: f64) -> impl Strategy<Value = Parameters> {
    (model(), prop::array::uniform4(logarithmic(low, high)))
        .prop_map(|(model, values)| Parameters::new(model, values).unwrap())
}

fn history(most: u32, longest: f64) -> impl Strategy<Value = History> {
    (0..=most, 0.001..1.0_f64, logarithmic(0.01, longest)).prop_map(|(x, share, age)| {
        if x == 0 { History::new(0, 0.0, age).unwrap() } else { History::new(x, share * age, age).unwrap() }
    })
}

/// Whether `slope` is the derivative of `f` at `x`, by Richardson's extrapolation.
fn derives(f: impl Fn(f64) -> f64, x: f64, slope: f64) -> Result<(), TestCaseError> {
    let central = |h: f64| (f(x * (1.0 + h)) - f(x * (1.0 - h))) / (2.0 * h * x);
    let found = (4.0 * central(5e-4) - central(1e-3)) / 3.0;
    let size = f(x).abs() / x;
    prop_assert!((found - slope).abs() <= 1e-6 * (slope.abs() + size) + 1e-9, "{} {}", found, slope);
    Ok(())
}

proptest! {
    #[test]
    fn everything_is_finite_everywhere_in_the_domain(
        parameters in parameters(1e-6, 1e6),
        history in history(5_000, 1e5),
        t in logarithmic(1e-3, 1e4),
    ) {
        let (value, gradient) = parameters.log_likelihood(&history);
        prop_assert!(value.is_finite() && gradient.iter().all(|g| g.is_finite()), "{} {:?}", value, gradient);
        prop_assert!((0.0..=1.0).contains(&parameters.p_alive(&history)));
        if !matches!(parameters.model(), Model::MbgCnbd { k: 2.. }) {
            let (expected, slopes) = parameters.expected_with_gradient(&history, t);
            prop_assert!(expected.is_finite() && expected >= 0.0, "{}", expected);
            prop_assert!(slopes.iter().all(|g| g.is_finite()), "{:?}", slopes);
        }
        prop_assert!((0.0..=1.0).contains(&parameters.returns_within(&history, t)));
        if let Some(next) = parameters.next_purchase(&history, 0.5) {
            prop_assert!(next > 0.0 && next.is_finite());
            prop_assert!((parameters.returns_within(&history, next) - 0.5).abs() < 1e-3);
        }
    }

    #[test]
    fn the_gradient_of_the_likelihood_is_its_derivative(
        parameters in parameters(0.05, 50.0),
        history in history(60, 300.0),
    ) {
        let (_, gradient) = parameters.log_likelihood(&history);
        for (i, slope) in gradient.into_iter().enumerate() {
            let at = |value| {
                let mut values = parameters.values();
                values[i] = value;
                Parameters::new(parameters.model(), values).unwrap().log_likelihood(&history).0
            };
            derives(at, parameters.values()[i], slope)?;
        }
    }

    #[test]
    fn the_gradient_of_the_expectation_is_its_derivative(
        parameters in parameters(0.1, 20.0),
        history in history(40, 100.0),
        t in 0.5..60.0_f64,
    ) {
        let (_, gradient) = parameters.expected_with_gradient(&history, t);
        for (i, slope) in gradient.into_iter().enumerate() {
            let at = |value| {
                let mut values = parameters.values();
                values[i] = value;
                Parameters::new(parameters.model(), values).unwrap().expected(&history, t)
            };
            derives(at, parameters.values()[i], slope)?;
        }
    }

    #[test]
    fn more_time_brings_more_purchases_and_a_longer_silence_less_hope(
        parameters in parameters(0.1, 20.0),
        x in 1_u32..40,
        age in 2.0..100.0_f64,
        t in 0.5..50.0_f64,
    ) {
        let recent = History::new(x, 0.95 * age, age).unwrap();
        let silent = History::new(x, 0.3 * age, age).unwrap();
        prop_assert!(parameters.p_alive(&silent) <= parameters.p_alive(&recent) + 1e-12);
        let (soon, later) = (parameters.expected(&recent, t), parameters.expected(&recent, 2.0 * t));
        prop_assert!(soon <= later * (1.0 + 1e-9), "{} {}", soon, later);
        prop_assert!(parameters.returns_within(&recent, t) <= parameters.returns_within(&recent, 2.0 * t) + 1e-12);
        // Who is expected to buy m times comes back with a chance of at most m.
        prop_assert!(parameters.returns_within(&recent, t) <= soon * (1.0 + 1e-7) + 1e-9);
    }

    #[test]
    fn one_stage_is_no_regularity(
        values in prop::array::uniform4(logarithmic(0.1, 20.0)),
        history in history(40, 100.0),
    ) {
        let plain = Parameters::new(Model::MbgNbd, values).unwrap();
        let regular = Parameters::new(Model::MbgCnbd { k: 1 }, values).unwrap();
        prop_assert_eq!(plain.log_likelihood(&history), regular.log_likelihood(&history));
        prop_assert_eq!(plain.expected(&history, 9.0), regular.expected(&history, 9.0));
    }
}
