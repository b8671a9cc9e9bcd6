//! Published values at points.

use kehu_models::purchase::{History, Model, Parameters};

use crate::cdnow::prints;

fn bg_nbd() -> Parameters {
    Parameters::new(Model::BgNbd, [0.2425945, 4.4136019, 0.7929199, 2.4258881]).unwrap()
}

fn pareto_nbd() -> Parameters {
    Parameters::new(Model::ParetoNbd, [0.55315, 10.57633, 0.60625, 11.67150]).unwrap()
}

#[test]
fn bg_nbd_expects_what_its_authors_print() {
    prints(bg_nbd().expected(&History::new(2, 30.43, 38.86).unwrap(), 39.0), "1.226");
    for (t, printed) in [(0.1429, "0.0078"), (1.0, "0.0532"), (3.0, "0.1506"), (31.8571, "1.0405"), (32.0, "1.0437")] {
        prints(bg_nbd().expected(&History::NEW, t), printed);
    }
    // Printed as 1.8576; in 30 digits the printed parameters give 1.85796.
    prints(bg_nbd().expected(&History::NEW, 78.0), "1.85796");
}

#[test]
fn pareto_nbd_expects_what_its_note_prints() {
    let regular = History::new(26, 30.86, 31.0).unwrap();
    prints(pareto_nbd().expected(&regular, 52.0), "25.46");
    prints(pareto_nbd().p_alive(&regular), "0.9979");
}

#[test]
fn where_gamma_functions_overflow_answers_stay_finite() {
    let eager = History::new(221, 103.42857, 103.57143).unwrap();
    let parameters = Parameters::new(Model::ParetoNbd, [0.5143, 2.8845, 0.2856, 14.1087]).unwrap();
    let (value, gradient) = parameters.log_likelihood(&eager);
    assert!(value.is_finite() && gradient.iter().all(|g| g.is_finite()), "{value} {gradient:?}");
    assert!(parameters.p_alive(&eager) > 0.99);
    let expected = parameters.expected(&eager, 52.0);
    assert!((expected - 103.0).abs() < 10.0, "about two a week for a year: {expected}");
    for history in [History::new(500, 519.0, 520.0), History::new(100_000, 519.9, 520.0)] {
        let history = history.unwrap();
        for parameters in [bg_nbd(), pareto_nbd()] {
            let rate = f64::from(history.frequency()) / 520.0;
            let expected = parameters.expected(&history, 39.0);
            let (value, _) = parameters.log_likelihood(&history);
            let alive = parameters.p_alive(&history);
            assert!(value.is_finite() && (0.0..=1.0).contains(&alive));
            assert!(expected >= 0.5 * 39.0 * rate * alive && expected <= 39.0 * rate * alive, "{expected} {alive}");
        }
    }
}

#[test]
fn a_pole_of_the_printed_formula_is_no_pole() {
    // Eq. 10 divides by a − 1, eq. 41 by s − 1.
    let history = History::new(3, 20.0, 30.0).unwrap();
    for (model, at) in [(Model::BgNbd, 2), (Model::MbgNbd, 2), (Model::ParetoNbd, 2)] {
        let around = [1.0 - 1e-7, 1.0, 1.0 + 1e-7].map(|value| {
            let mut values = [0.5, 6.0, 0.8, 2.5];
            values[at] = value;
            Parameters::new(model, values).unwrap().expected(&history, 39.0)
        });
        assert!((around[1] - around[0]).abs() < 1e-5 && (around[1] - around[2]).abs() < 1e-5, "{around:?}");
        assert!((around[1] - 0.5 * (around[0] + around[2])).abs() < 1e-10, "{around:?}");
    }
}

#[test]
fn the_next_purchase_of_somebody_silent_may_never_come() {
    let lively = History::new(10, 38.0, 39.0).unwrap();
    let silent = History::new(10, 5.0, 39.0).unwrap();
    for parameters in [bg_nbd(), pareto_nbd()] {
        let time = parameters.next_purchase(&lively, 0.5).unwrap();
        assert!((parameters.returns_within(&lively, time) - 0.5).abs() < 1e-5);
        assert!(time > 1.0 && time < 10.0, "about every four weeks: {time}");
        assert_eq!(parameters.next_purchase(&silent, 0.5), None);
        assert!(parameters.returns_within(&silent, f64::INFINITY) < 0.5);
    }
}

#[test]
fn money_later_is_worth_less() {
    let history = History::new(3, 30.0, 39.0).unwrap();
    for parameters in [bg_nbd(), pareto_nbd()] {
        let (full, none) = (parameters.expected(&history, 52.0), parameters.discounted(&history, 52.0, 0.0));
        assert_eq!(full, none);
        let discounted = parameters.discounted(&history, 52.0, 0.01);
        // In the middle of the year e^−.26 is left.
        assert!((discounted / full - 0.78).abs() < 0.02, "{}", discounted / full);
    }
}
