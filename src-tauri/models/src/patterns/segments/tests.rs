use proptest::prelude::*;

use super::*;

fn normal(rng: &mut ChaCha8Rng) -> f64 {
    (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt() * (rng.random::<f64>() * std::f64::consts::TAU).cos()
}

#[test]
fn three_known_groups_are_found_and_named() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let truth = [([0.0, 0.0], 300), ([6.0, 0.0], 200), ([0.0, 9.0], 100)];
    let rows: Vec<Vec<f64>> = truth
        .iter()
        .flat_map(|(at, count)| vec![*at; *count])
        .map(|at| vec![100.0 + 10.0 * (at[0] + normal(&mut rng)), at[1] + normal(&mut rng)])
        .collect();
    let found = segments(&rows, 6, 1).unwrap();
    assert_eq!(found.segments.len(), 3, "{:?}", found.bic);
    for (segment, (at, count)) in found.segments.iter().zip(truth) {
        assert!((segment.share - f64::from(count as u32) / 600.0).abs() < 0.02);
        assert!((segment.mean[0] - 100.0 - 10.0 * at[0]).abs() < 3.0 && (segment.mean[1] - at[1]).abs() < 0.4);
    }
    assert_eq!(found.segments[1].distinctions[0].feature, 0);
    assert_eq!(found.segments[2].distinctions[0].feature, 1);
    assert!(found.segments[2].distinctions[0].by > 1.5);
    assert!(found.of_row[..300].iter().filter(|s| **s == 0).count() > 295);
    assert_eq!(segments(&rows, 6, 1), Ok(found));
}

#[test]
fn one_cloud_is_one_group() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let rows: Vec<Vec<f64>> = (0..400)
        .map(|_| {
            let x = normal(&mut rng);
            vec![x, 0.8 * x + 0.6 * normal(&mut rng)]
        })
        .collect();
    assert_eq!(segments(&rows, 5, 1).unwrap().segments.len(), 1);
}

#[test]
fn what_cannot_be_grouped_is_refused() {
    assert_eq!(segments(&[], 3, 1), Err(Unanswerable::OutOfRange { what: "features" }));
    assert_eq!(segments(&[vec![1.0], vec![]], 3, 1), Err(Unanswerable::OutOfRange { what: "features" }));
    assert_eq!(segments(&vec![vec![1.0]; 9], 3, 1), Err(Unanswerable::TooLittle { needed: 10, given: 9 }));
    let identical = segments(&vec![vec![4.0, 1e300]; 60], 4, 1).unwrap();
    assert_eq!((identical.segments.len(), identical.segments[0].mean.clone()), (1, vec![4.0, 1e300]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn answers_are_finite_and_complete(rows in prop::collection::vec(prop::collection::vec(-1e9..1e9_f64, 2), 20..60), seed in any::<u64>()) {
        let found = segments(&rows, 4, seed).unwrap();
        prop_assert!((found.segments.iter().map(|s| s.share).sum::<f64>() - 1.0).abs() < 1e-6);
        prop_assert!(found.segments.iter().flat_map(|s| &s.mean).all(|x| x.is_finite()));
        prop_assert!(found.certainty.iter().all(|c| (0.0..=1.0 + 1e-12).contains(c)));
        prop_assert!(found.of_row.iter().all(|s| *s < found.segments.len()));
    }
}
