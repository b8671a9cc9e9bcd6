//! The special functions beside 50-digit values.

use super::*;

#[test]
fn special_functions_agree_with_high_precision_arithmetic() {
    let table = include_str!("../../tests/fixtures/special.csv");
    let mut checked = 0;
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |i: usize| cells[i].parse::<f64>().unwrap();
        let (found, tolerance) = match cells[0] {
            "ln_gamma" => (ln_gamma(number(1)), 1e-14),
            "digamma" => (digamma(number(1)), 1e-14),
            "trigamma" => (trigamma(number(1)), 1e-14),
            "ln_beta" => (ln_beta(number(1), number(2)), 2e-13),
            // Continuation takes steps in proportion to the parameters, and each rounds.
            "ln_2f1" => (
                ln_gauss_2f1(number(1), number(2), number(3), number(4)).unwrap().ln,
                if number(1) > 1e3 { 1e-9 } else { 3e-12 },
            ),
            other => panic!("{other} is not tested"),
        };
        let expected = number(5);
        let error = (found - expected).abs() / expected.abs().max(1.0);
        assert!(error <= tolerance, "{line}: {found}, off by {error:e}");
        checked += 1;
    }
    assert!(checked > 250, "{checked} values");
}

#[test]
fn outside_of_their_domain_they_say_so() {
    assert_eq!(ln_gamma(0.0), f64::INFINITY);
    assert_eq!(digamma(-1.0), f64::NEG_INFINITY);
    assert_eq!(trigamma(0.0), f64::INFINITY);
    assert_eq!(ln_beta(1.0, f64::NAN), f64::INFINITY);
    for (c, z) in [(1.0, 1.0), (1.0, f64::NAN), (-0.5, 0.2), (1.0, f64::NEG_INFINITY)] {
        assert_eq!(gauss_2f1(1.0, 1.0, c, z), Err(crate::Unanswerable::OutOfRange { what: "2F1" }));
    }
    assert_eq!(gauss_2f1(1e4, 1e4, 1.0, 0.9), Err(crate::Unanswerable::OutOfRange { what: "2F1" }), "overflow");
    assert!(ln_gauss_2f1(1e4, 1e4, 1.0, 0.9).unwrap().ln > 1e4);
}
