//! By simulation from known truth: how often intervals hold, and how often chance is taken for signal.

use kehu_models::outcome::Column;
use kehu_models::outcome::logistic::{Logistic, Shape as Effects};
use kehu_models::outcome::signal::{Folds, test};

use super::quality::columns;
use super::truth::{Shape, cases};

/// How often 80 and 95 % intervals of the probability hold the truth, over fresh worlds of rows and of effects.
pub fn intervals() {
    println!("\n| truth | rows | worlds | 80 % holds | 95 % holds |\n|---|---|---|---|---|");
    for (name, shape, rows, worlds) in [
        ("lines", Shape::Lines, 2_000, 40),
        ("levels", Shape::Levels, 500, 100),
        ("levels", Shape::Levels, 2_000, 60),
        ("levels", Shape::Levels, 10_000, 20),
        ("smooth curves", Shape::Smooth, 5_000, 30),
        ("curves with a jump", Shape::Curves, 5_000, 30),
    ] {
        let (mut in80, mut in95, mut all) = (0, 0, 0.0);
        for seed in 0..worlds {
            let (train, test) = (cases(shape, rows, 1_000 + seed, seed), cases(shape, 300, 5_000 + seed, seed));
            let model = Logistic::fit(&columns(&train), &train.won, Effects::WithPairs).unwrap();
            for (estimate, truth) in model.estimate(&columns(&test)).unwrap().iter().zip(&test.truth) {
                let holds = |(low, high): (f64, f64)| usize::from(low <= *truth && *truth <= high);
                in80 += holds(estimate.interval80);
                in95 += holds(estimate.interval95);
                all += 1.0;
            }
        }
        let percent = |n: usize| 100.0 * n as f64 / all;
        println!("| {name} | {rows} | {worlds} | {:.1} | {:.1} |", percent(in80), percent(in95));
    }
}

/// How often signal is claimed: of shuffled outcomes, and of weak and strong truth.
pub fn signal() {
    println!("\n| truth | rows | worlds | signal claimed |\n|---|---|---|---|");
    for (rows, worlds) in [(200_usize, 200_u64), (2_000, 100)] {
        let claimed = |won_of: &dyn Fn(u64) -> Vec<bool>| {
            (0..worlds)
                .filter(|seed| {
                    let world = cases(Shape::Levels, rows, 100 + seed, *seed);
                    let columns: Vec<Column<'_>> = columns(&world);
                    test(&columns, &won_of(*seed), Folds::Forward).unwrap().present
                })
                .count()
        };
        // The outcomes of another draw of rows have nothing to do with these columns.
        let shuffled = claimed(&|seed| cases(Shape::Levels, rows, 90_000 + seed, seed).won);
        let real = claimed(&|seed| cases(Shape::Levels, rows, 100 + seed, seed).won);
        println!("| none | {rows} | {worlds} | {shuffled} |");
        println!("| levels | {rows} | {worlds} | {real} |");
    }
}
