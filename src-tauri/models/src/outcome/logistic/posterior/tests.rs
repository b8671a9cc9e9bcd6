use proptest::prelude::*;

use super::*;
use crate::outcome::Column;
use crate::outcome::logistic::encoding::Encoding;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn gradient_and_hessian_agree_with_finite_differences(
        rows in prop::collection::vec((-2.0_f64..2.0, 0_u32..4, any::<bool>()), 30..60),
        seed in prop::collection::vec(-1.0_f64..1.0, 64),
    ) {
        let number: Vec<f64> = rows.iter().map(|r| r.0).collect();
        let level: Vec<u32> = rows.iter().map(|r| r.1).collect();
        let won: Vec<bool> = rows.iter().map(|r| r.2).collect();
        let encoding = Encoding::of(&[Column::Number(&number), Column::Level(&level)]);
        prop_assume!(encoding.factors.len() == 2);
        let terms: Vec<Term> = encoding.factors.iter().enumerate().map(|(i, (_, f))| Term::main(i, f, 4)).collect();
        let problem = Problem { terms: &terms, codes: &encoding.codes, won: &won };
        let precision = Variances::first(&terms).precision();
        let weights = DVector::from_fn(problem.width(), |i, _| seed[i]);
        let here = problem.curvature(&weights, &precision);
        for i in 0..problem.width() {
            const H: f64 = 1e-5;
            let at = |by: f64| {
                let mut moved = weights.clone();
                moved[i] += by;
                problem.curvature(&moved, &precision)
            };
            let (up, down) = (at(H), at(-H));
            let slope = (up.log_posterior - down.log_posterior) / (2.0 * H);
            prop_assert!((slope - here.gradient[i]).abs() < 1e-5 * (1.0 + slope.abs()));
            for j in 0..problem.width() {
                let curve = -(up.gradient[j] - down.gradient[j]) / (2.0 * H);
                prop_assert!((curve - here.hessian[(i, j)]).abs() < 1e-5 * (1.0 + curve.abs()));
            }
        }
    }
}

#[test]
fn the_marginal_variances_are_the_diagonal_of_the_inverse() {
    let half = DMatrix::from_fn(6, 6, |i, j| 1.0 / (1.0 + i as f64 + j as f64) + f64::from(u8::from(i == j)));
    let matrix = &half * half.transpose();
    let chol = Cholesky::new(matrix.clone()).unwrap();
    let inverse = matrix.try_inverse().unwrap();
    for (i, value) in marginal(&chol).iter().enumerate() {
        assert!((value - inverse[(i, i)]).abs() < 1e-10);
    }
}

#[test]
fn the_likelihood_is_finite_at_any_distance() {
    for eta in [-1e6, -800.0, -1.0, 0.0, 1.0, 800.0, 1e6] {
        assert!(log_likelihood(eta, true).is_finite() && log_likelihood(eta, true) <= 0.0);
        assert!((log_likelihood(eta, true) - log_likelihood(-eta, false)).abs() < 1e-12);
    }
}
