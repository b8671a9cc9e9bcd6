//! Response curves: how often intervals hold the truth, and how long a curve takes.

use std::time::Instant;

use kehu_models::allocate::response::fit;
use rayon::prelude::*;

use crate::simulate::world;

const WORLDS: u64 = 2_000;

pub fn run() {
    println!("\nresponse curves of {WORLDS} channels each; how often the interval holds the truth, 80 / 95 %");
    println!(
        "{:>5} {:>6} {:>14} {:>14} {:>14} {:>14} {:>14} {:>14} {:>9} {:>6}",
        "steps", "noise", "largest", "half point", "slope", "decay", "base", "curve", "no effect", "ms"
    );
    for (steps, noise) in [(26, 0.5), (52, 0.5), (104, 0.25), (104, 0.5), (104, 1.0), (208, 0.5)] {
        let began = Instant::now();
        let found: Vec<[[bool; 6]; 2]> =
            (0..WORLDS).into_par_iter().filter_map(|seed| held(10_000 + seed, steps, noise)).collect();
        let seconds = began.elapsed().as_secs_f64() * rayon::current_num_threads() as f64;
        let share = |level: usize, i: usize| {
            100.0 * found.iter().filter(|held| held[level][i]).count() as f64 / found.len() as f64
        };
        let cells: Vec<String> = (0..6).map(|i| format!("{:>6.1} / {:>5.1}", share(0, i), share(1, i))).collect();
        println!(
            "{steps:>5} {noise:>6} {} {:>9} {:>6.0}",
            cells.join(" "),
            WORLDS as usize - found.len(),
            1e3 * seconds / WORLDS as f64
        );
    }
}

/// At both levels the five parameters, and the curve at the mean spend.
fn held(seed: u64, steps: usize, noise: f64) -> Option<[[bool; 6]; 2]> {
    let world = world(seed, steps, noise);
    let fit = fit(&world.spend, &world.response).ok()?;
    let mean = world.spend.iter().sum::<f64>() / steps as f64;
    let truth = world.truth.values();
    Some([0.8, 0.95].map(|share| {
        let intervals = fit.intervals(share);
        let (_, curve) = fit.response(mean, share);
        let within = |(low, high): (f64, f64), value: f64| (low..=high).contains(&value);
        std::array::from_fn(|i| match truth.get(i) {
            Some(value) => within(intervals[i], *value),
            None => within(curve, world.truth.curve.response(mean)),
        })
    }))
}
