use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::numeric::logistic;
use crate::outcome::measure::{Scores, calibration_line};
use crate::outcome::{MISSING, draw};

/// Owners with an effect each, a line, a curve and a joint effect; `joint` switches the last.
struct World {
    owner: Vec<u32>,
    amount: Vec<f64>,
    age: Vec<f64>,
    truth: Vec<f64>,
    won: Vec<bool>,
}

fn world(rows: usize, joint: f64, seed: u64) -> World {
    let mut fixed = ChaCha8Rng::seed_from_u64(1);
    let effects: Vec<f64> = (0..20).map(|_| 0.7 * draw::normal(&mut fixed)).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut world = World { owner: vec![], amount: vec![], age: vec![], truth: vec![], won: vec![] };
    for _ in 0..rows {
        let owner = rng.random_range(0..20_u32);
        let (amount, age) = (draw::normal(&mut rng), draw::normal(&mut rng));
        let p = logistic(effects[owner as usize] + 0.8 * amount + (1.5 * age).sin() + joint * amount * age - 0.3);
        world.owner.push(owner);
        world.amount.push(amount);
        world.age.push(age);
        world.truth.push(p);
        world.won.push(rng.random::<f64>() < p);
    }
    world
}

impl World {
    fn columns(&self) -> [Column<'_>; 3] {
        [Column::Level(&self.owner), Column::Number(&self.amount), Column::Number(&self.age)]
    }
}

fn probabilities(estimates: &[Estimate]) -> Vec<f64> {
    estimates.iter().map(|e| e.probability).collect()
}

#[test]
fn known_probabilities_are_recovered_and_calibrated() {
    let (train, test) = (world(8_000, 0.8, 2), world(8_000, 0.8, 3));
    let model = Logistic::fit(&train.columns(), &train.won, Shape::WithPairs).unwrap();
    assert!(model.converged());
    let estimates = model.estimate(&test.columns()).unwrap();
    let (ours, best) =
        (Scores::of(&probabilities(&estimates), &test.won).unwrap(), Scores::of(&test.truth, &test.won).unwrap());
    assert!(best.auc - ours.auc < 0.005, "{ours:?} {best:?}");
    assert!(ours.calibration_error < 0.02, "{ours:?}");
    let log_odds: Vec<f64> = estimates.iter().map(|e| e.log_odds.0).collect();
    let (at, slope) = calibration_line(&log_odds, &test.won).unwrap();
    assert!(at.abs() < 0.1 && (slope - 1.0).abs() < 0.06, "{at} {slope}");
}

#[test]
fn a_joint_effect_is_found_where_there_is_one_and_only_there() {
    for (joint, found) in [(0.8, true), (0.0, false)] {
        let train = world(6_000, joint, 4);
        let model = Logistic::fit(&train.columns(), &train.won, Shape::WithPairs).unwrap();
        let reasons = model.reasons(&train.columns(), 0).unwrap();
        let pair = reasons.iter().any(|r| r.subject == Subject::Two(1, 2));
        assert_eq!(pair, found, "{reasons:?}");
        let additive = Logistic::fit(&train.columns(), &train.won, Shape::Additive).unwrap();
        let reasons = additive.reasons(&train.columns(), 0).unwrap();
        assert!(reasons.iter().all(|r| matches!(r.subject, Subject::One(_))));
    }
}

#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let (mut in80, mut in95, mut all) = (0, 0, 0);
    for seed in 0..30 {
        let (train, test) = (world(1_500, 0.0, 100 + seed), world(200, 0.0, 500 + seed));
        let model = Logistic::fit(&train.columns(), &train.won, Shape::WithPairs).unwrap();
        for (estimate, truth) in model.estimate(&test.columns()).unwrap().iter().zip(&test.truth) {
            in80 += usize::from(estimate.interval80.0 <= *truth && *truth <= estimate.interval80.1);
            in95 += usize::from(estimate.interval95.0 <= *truth && *truth <= estimate.interval95.1);
            all += 1;
        }
    }
    let (in80, in95) = (in80 as f64 / all as f64, in95 as f64 / all as f64);
    assert!((in80 - 0.8).abs() < 0.04 && (in95 - 0.95).abs() < 0.03, "{in80} {in95}");
}

#[test]
fn few_cases_of_a_level_are_drawn_to_the_mean_and_an_unseen_one_is_less_sure() {
    // 40 owners of 50 cases at 20, 50 or 80 %, and one of 2 cases, both won.
    let (mut owner, mut won) = (vec![], vec![]);
    for who in 0..40_u32 {
        for case in 0..50 {
            owner.push(who);
            won.push(case < [10, 25, 40][who as usize % 3]);
        }
    }
    owner.extend([77, 77]);
    won.extend([true, true]);
    let model = Logistic::fit(&[Column::Level(&owner)], &won, Shape::WithPairs).unwrap();
    let said = model.estimate(&[Column::Level(&[2, 77, 999, MISSING])]).unwrap();
    assert!((said[0].probability - 0.8).abs() < 0.03, "{said:?}");
    assert!(said[1].probability > 0.52 && said[1].probability < 0.78, "two of two is not 100 %: {said:?}");
    assert!(said[2].log_odds.1 > 2.0 * said[0].log_odds.1 && said[2] == said[3], "{said:?}");
}

#[test]
fn what_is_not_known_may_speak_too() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let (mut value, mut won) = (vec![], vec![]);
    for _ in 0..2_000 {
        let known = rng.random::<f64>() < 0.6;
        value.push(if known { draw::normal(&mut rng) } else { f64::NAN });
        won.push(rng.random::<f64>() < if known { 0.6 } else { 0.2 });
    }
    let model = Logistic::fit(&[Column::Number(&value)], &won, Shape::WithPairs).unwrap();
    let said = model.estimate(&[Column::Number(&[f64::NAN, 0.0, 1e300, -1e300])]).unwrap();
    assert!((said[0].probability - 0.2).abs() < 0.04 && (said[1].probability - 0.6).abs() < 0.06, "{said:?}");
    assert!(said.iter().all(|e| e.probability > 0.0 && e.probability < 1.0 && e.log_odds.1.is_finite()));
}

#[test]
fn perfect_separation_and_wild_numbers_have_finite_answers() {
    let value: Vec<f64> = (0..100).map(|i| if i == 99 { 1e300 } else { f64::from(i) }).collect();
    let won: Vec<bool> = (0..100).map(|i| i >= 50).collect();
    let model = Logistic::fit(&[Column::Number(&value)], &won, Shape::WithPairs).unwrap();
    let said = model.estimate(&[Column::Number(&[0.0, 49.5, 1e300])]).unwrap();
    assert!(said[0].probability < 0.15 && said[2].probability > 0.85, "{said:?}");
    assert!(said.iter().all(|e| 0.0 < e.interval95.0 && e.interval95.1 < 1.0));
}

#[test]
fn columns_without_news_leave_the_base_rate() {
    let won: Vec<bool> = (0..200).map(|i| i % 4 == 0).collect();
    let names: Vec<u32> = (0..200).collect();
    let model = Logistic::fit(&[Column::Level(&names), Column::Number(&[7.0; 200])], &won, Shape::WithPairs).unwrap();
    let said = model.estimate(&[Column::Level(&[5]), Column::Number(&[7.0])]).unwrap();
    assert!((said[0].probability - 0.25).abs() < 0.01, "{said:?}");
}

#[test]
fn bad_input_is_refused_by_name() {
    let fit = |x: &[f64], won: &[bool]| Logistic::fit(&[Column::Number(x)], won, Shape::Additive).unwrap_err();
    assert_eq!(fit(&[1.0], &[true]), Unanswerable::TooLittle { needed: 20, given: 1 });
    assert_eq!(fit(&[1.0; 30], &[true; 30]), Unanswerable::OneOutcome);
    assert_eq!(fit(&[1.0; 29], &[true; 30]), Unanswerable::Uneven { expected: 30, given: 29 });
    assert_eq!(fit(&[f64::INFINITY; 30], &[true; 30]), Unanswerable::NotFinite);
    let world = world(50, 0.0, 1);
    let model = Logistic::fit(&world.columns(), &world.won, Shape::Additive).unwrap();
    assert_eq!(model.estimate(&[]).unwrap_err(), Unanswerable::Uneven { expected: 3, given: 0 });
}
