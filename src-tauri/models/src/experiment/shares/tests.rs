use proptest::prelude::*;

use super::*;

fn arms(a: (u64, u64), b: (u64, u64)) -> Comparison {
    compare(&Arm::new(a.0, a.1).unwrap(), &Arm::new(b.0, b.1).unwrap()).unwrap()
}

/// Miller's sum over whole numbers, in logarithms.
fn by_sum(a: (u64, u64), b: (u64, u64)) -> f64 {
    use statrs::function::beta::ln_beta;
    let (aa, ba) = (1.0 + a.0 as f64, 1.0 + (a.1 - a.0) as f64);
    let (ab, bb) = (1.0 + b.0 as f64, 1.0 + (b.1 - b.0) as f64);
    (0..ab as u64)
        .map(|i| {
            let i = i as f64;
            (ln_beta(aa + i, ba + bb) - (bb + i).ln() - ln_beta(1.0 + i, bb) - ln_beta(aa, ba)).exp()
        })
        .sum()
}

#[test]
fn the_published_comparison_is_reproduced() {
    let found = arms((120, 1000), (145, 1000));
    assert!((found.b_better - 0.950_197).abs() < 5e-7, "{}", found.b_better);
    assert!((found.expected_loss_a - found.expected_loss_b - 25.0 / 1002.0).abs() < 1e-12);
    let (low, high) = found.lift.interval95;
    assert!(low < 0.0 && 0.0 < found.lift.median && found.lift.median < high);
    assert!(found.lift.shrunk < found.lift.median && found.lift.shrunk > 0.0);
}

#[test]
fn equal_arms_are_even_and_certain_ones_certain() {
    assert!((arms((7, 20), (7, 20)).b_better - 0.5).abs() < 1e-13);
    assert!((arms((0, 0), (0, 0)).b_better - 0.5).abs() < 1e-13);
    assert!(arms((0, 1000), (1000, 1000)).b_better > 1.0 - 1e-12);
    let far = arms((900, 1000), (10, 1000));
    assert!(far.b_better < 1e-15 && far.expected_loss_a < 1e-15, "{far:?}");
    assert!((far.expected_loss_b - 890.0 / 1002.0).abs() < 1e-9);
}

#[test]
fn a_million_trials_and_a_million_million_are_finite() {
    // The normal approximation: z = .001 / √(.12 · .88 / 1e6 + .121 · .879 / 1e6).
    let million = arms((120_000, 1_000_000), (121_000, 1_000_000));
    let z = 0.001 / ((0.12_f64 * 0.88 + 0.121 * 0.879) / 1e6).sqrt();
    let normal = 0.5 * statrs::function::erf::erfc(-z / std::f64::consts::SQRT_2);
    assert!((million.b_better - normal).abs() < 1e-4, "{} {normal}", million.b_better);
    let huge = arms((500_000_000_000, 1_000_000_000_000), (500_000_500_000, 1_000_000_000_000));
    assert!((huge.b_better - 0.760_249_938_9).abs() < 1e-5, "{}", huge.b_better);
    assert!(Arm::new(2, 1).is_err() && Arm::new(0, u64::MAX).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_integral_equals_the_sum(na in 0_u64..400, nb in 0_u64..400, sa in 0.0_f64..=1.0, sb in 0.0_f64..=1.0) {
        let (a, b) = (((na as f64 * sa) as u64, na), ((nb as f64 * sb) as u64, nb));
        let found = arms(a, b);
        prop_assert!((found.b_better - by_sum(a, b)).abs() < 1e-9, "{} {}", found.b_better, by_sum(a, b));
        prop_assert!((found.b_better + arms(b, a).b_better - 1.0).abs() < 1e-10);
        let means = (b.0 as f64 + 1.0) / (nb as f64 + 2.0) - (a.0 as f64 + 1.0) / (na as f64 + 2.0);
        prop_assert!((found.expected_loss_a - found.expected_loss_b - means).abs() < 1e-10);
        prop_assert!(found.expected_loss_a >= 0.0 && found.expected_loss_b >= 0.0);
        let lift = found.lift;
        for values in [
            [lift.interval95.0, lift.interval80.0, lift.median, lift.interval80.1, lift.interval95.1],
            [lift.shrunk95.0, lift.shrunk80.0, lift.shrunk, lift.shrunk80.1, lift.shrunk95.1],
        ] {
            prop_assert!(values.iter().all(|v| v.is_finite() && *v >= -1.0) && values.is_sorted(), "{lift:?}");
        }
    }
}
