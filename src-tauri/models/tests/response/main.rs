//! Response curves: from known truth and back, and what cannot be answered.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod simulate;

use kehu_models::allocate::response::{Doubt, MIN_STEPS, NoCurve, fit};
use simulate::world;

#[test]
fn parameters_are_found_again() {
    let (mut within, mut held, mut total) = (0, 0, 0);
    for seed in 0..40 {
        let world = world(seed, 104, 0.3);
        let fit = fit(&world.spend, &world.response).unwrap();
        let (found, errors, intervals) = (fit.best.values(), fit.standard_errors(), fit.intervals(0.95));
        for (i, truth) in world.truth.values().into_iter().enumerate() {
            total += 1;
            within += usize::from((found[i] - truth).abs() <= 2.0 * errors[i]);
            held += usize::from((intervals[i].0..=intervals[i].1).contains(&truth));
        }
    }
    assert!(within * 100 >= total * 88, "{within} of {total} within two standard errors");
    assert!(held * 100 >= total * 90, "{held} of {total} within their intervals");
}

#[test]
fn hardly_any_noise_leaves_hardly_any_doubt() {
    let world = world(7, 156, 0.02);
    let fit = fit(&world.spend, &world.response).unwrap();
    let (found, truth) = (fit.best, world.truth);
    for (found, truth) in found.values().into_iter().zip(truth.values()).take(4) {
        assert!((found / truth - 1.0).abs() < 0.05, "{found} {truth}");
    }
    assert!((found.base - truth.base).abs() < 0.05 * truth.curve.max, "{found:?} {truth:?}");
    // What was spent before the first step is not known, and shows where there is no other noise.
    assert!(fit.doubts.iter().all(|doubt| *doubt == Doubt::Noise), "{:?}", fit.doubts);
}

#[test]
fn the_same_past_in_other_units_is_the_same_curve() {
    let world = world(3, 80, 0.4);
    let plain = fit(&world.spend, &world.response).unwrap();
    let scaled = |values: &[f64], by: f64| values.iter().map(|v| v * by).collect::<Vec<_>>();
    let other = fit(&scaled(&world.spend, 1e-3), &scaled(&world.response, 1e6)).unwrap();
    let (a, b) = (plain.best.curve, other.best.curve);
    for ratio in [b.max / a.max / 1e6, b.half / a.half / 1e-3, b.slope / a.slope] {
        assert!((ratio - 1.0).abs() < 1e-6, "{a:?} {b:?}");
    }
    let huge = fit(&scaled(&world.spend, 1e300), &scaled(&world.response, 1e300)).unwrap();
    assert!(huge.draws.iter().all(|draw| draw.values().iter().all(|v| v.is_finite())));
}

#[test]
fn what_cannot_be_answered_is_named() {
    let rising: Vec<f64> = (0..30).map(f64::from).collect();
    let flat = vec![5.0; 30];
    let zigzag: Vec<f64> = (0..30).map(|t| f64::from(t % 2)).collect();
    assert_eq!(fit(&rising, &flat[..20]), Err(NoCurve::Uneven { spends: 30, responses: 20 }));
    assert_eq!(fit(&rising[..10], &rising[..10]), Err(NoCurve::TooShort { needed: MIN_STEPS, given: 10 }));
    assert_eq!(fit(&flat, &rising), Err(NoCurve::ConstantSpend));
    assert_eq!(fit(&vec![0.0; 30], &rising), Err(NoCurve::ConstantSpend));
    assert_eq!(fit(&rising, &flat), Err(NoCurve::ConstantResponse));
    assert_eq!(fit(&rising, &zigzag), Err(NoCurve::NoEffect));
    let falling: Vec<f64> = rising.iter().map(|x| -x).collect();
    assert_eq!(fit(&rising, &falling), Err(NoCurve::NoEffect), "spending less brought more");
    for bad in [f64::NAN, f64::INFINITY, -1.0] {
        let mut spend = rising.clone();
        spend[4] = bad;
        assert_eq!(fit(&spend, &rising), Err(NoCurve::Impossible { step: 4 }), "{bad}");
    }
}

#[test]
fn noise_is_no_curve() {
    let claimed = (0..200).filter(|seed| {
        let (world, other) = (world(*seed, 60, 0.3), world(1_000 + seed, 60, 5.0));
        fit(&world.spend, &other.response).is_ok()
    });
    assert!(claimed.count() <= 20, "one in twenty by chance");
}

#[test]
fn saturation_that_was_not_seen_is_doubtful() {
    // Spends so small that the response is as good as a line.
    let spend: Vec<f64> = (0..60).map(|t| 1.0 + f64::from(t * 7 % 10)).collect();
    let response: Vec<f64> = spend.iter().zip(0..).map(|(x, t)| 2.0 * x + 0.3 * f64::from(t * 11 % 7)).collect();
    let fit = fit(&spend, &response).unwrap();
    assert!(fit.doubts.contains(&Doubt::Unsaturated), "{:?} {:?}", fit.doubts, fit.best);
    let (low, high) = fit.intervals(0.95)[0];
    assert!(high > 2.0 * low, "{low} {high}");
}
