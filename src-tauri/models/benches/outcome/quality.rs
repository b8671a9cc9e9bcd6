//! AUC, calibration and time, ours and scikit-learn's, on the same rows.

use std::time::Instant;

use kehu_models::outcome::Column;
use kehu_models::outcome::baseline::NaiveBayes;
use kehu_models::outcome::logistic::{Logistic, Shape as Effects};
use kehu_models::outcome::measure::{BINS, Scores, calibration_noise};

use super::peer::Peer;
use super::truth::{Cases, Shape, cases};

pub fn columns(cases: &Cases) -> Vec<Column<'_>> {
    cases.numbers.iter().map(|c| Column::Number(c)).chain(cases.levels.iter().map(|c| Column::Level(c))).collect()
}

pub fn run(with_peers: bool) {
    let peer = match Peer::find() {
        Ok(peer) if with_peers => Some(peer),
        Ok(_) => None,
        Err(reason) => {
            println!("scikit-learn skipped: {reason}");
            None
        }
    };
    println!("| truth | rows | model | seconds | AUC | log-loss | Brier | calibration error |");
    println!("|---|---|---|---|---|---|---|---|");
    for (name, shape, rows) in [
        ("lines, 30 numbers", Shape::Lines, 100_000),
        ("levels", Shape::Levels, 20_000),
        ("curves", Shape::Curves, 20_000),
        ("pairs", Shape::Pairs, 20_000),
        ("Friedman", Shape::Friedman, 20_000),
        ("levels, few", Shape::Levels, 1_000),
        ("pairs, few", Shape::Pairs, 2_000),
    ] {
        let (train, test) = (cases(shape, rows, 1, 7), cases(shape, 20_000, 2, 7));
        let line = |model: &str, seconds: f64, p: &[f64]| {
            let s = Scores::of(p, &test.won).unwrap();
            println!(
                "| {name} | {rows} | {model} | {seconds:.3} | {:.4} | {:.4} | {:.4} | {:.4} |",
                s.auc, s.log_loss, s.brier, s.calibration_error
            );
        };
        let noise = calibration_noise(&test.truth, &test.won, BINS).unwrap();
        line(&format!("the truth (chance alone: {noise:.4})"), 0.0, &test.truth);
        let started = Instant::now();
        let model = Logistic::fit(&columns(&train), &train.won, Effects::WithPairs).unwrap();
        let seconds = started.elapsed().as_secs_f64();
        let said: Vec<f64> = model.estimate(&columns(&test)).unwrap().iter().map(|e| e.probability).collect();
        line("**Kehu**", seconds, &said);
        let started = Instant::now();
        let bayes = NaiveBayes::fit(&columns(&train), &train.won).unwrap();
        let seconds = started.elapsed().as_secs_f64();
        line("naive Bayes + .1", seconds, &bayes.estimate(&columns(&test)).unwrap());
        for answer in peer.iter().flat_map(|peer| peer.ask(&train, &test)) {
            line(&answer.model, answer.seconds, &answer.probabilities);
        }
    }
}
