//! Assignment and budgets: seconds, proof, and SciPy beside them; response curves: by simulation from known truth, how
//! often their intervals hold.
//!
//! `cargo xtask bench models allocate [BUDGETS|curves]`. SciPy runs from the virtual environment `peers` of the target folder;
//! without it that part is skipped.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

#[path = "allocate/curves.rs"]
mod curves;
#[path = "../tests/response/simulate.rs"]
mod simulate;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use kehu_models::allocate::assign::{Wanted, assign};
use kehu_models::allocate::budget::{Channel, Hill, budget};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

fn main() {
    if std::env::args().any(|argument| argument == "curves") {
        return curves::run();
    }
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(20);
    assignment();
    budgets(count);
    curves::run();
}

fn assignment() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for (items, people, most) in [(2_000, 50, 1_000_i64), (2_000, 50, 1_000_000), (10_000, 100, 1_000)] {
        let costs: Vec<Option<i64>> = (0..items * people).map(|_| Some(rng.random_range(0..most))).collect();
        for (kind, capacity) in [("tight", items / people), ("loose", 2 * items / people)] {
            let begin = Instant::now();
            let found = assign(&Wanted { costs: &costs, capacity: &vec![capacity; people], fairness: 0 }).unwrap();
            assert_eq!(found.cost, found.bound);
            println!(
                "assign {items} × {people}, {kind}: cost {} = bound, {:.3} s",
                found.cost,
                begin.elapsed().as_secs_f64()
            );
        }
    }
}

/// Fifteen S-shaped channels, and money for some of them.
fn case(seed: u64) -> (Vec<Channel>, f64) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let channels: Vec<Channel> = (0..15)
        .map(|_| {
            let half = rng.random_range(20.0..400.0);
            let curve = Hill { max: rng.random_range(50.0..1_000.0), half, slope: rng.random_range(1.2..5.0) };
            Channel { curve, min: 0.0, max: half * rng.random_range(1.5..4.0), or_zero: false, group: None }
        })
        .collect();
    let all: f64 = channels.iter().map(|channel| channel.max).sum();
    (channels, all * rng.random_range(0.1..0.5))
}

fn budgets(count: u64) {
    let mut slowest: f64 = 0.0;
    let mut losses = Vec::new();
    let mut reason = None;
    for seed in 0..count {
        let (channels, total) = case(seed);
        let begin = Instant::now();
        let plan = budget(&channels, &[], total).unwrap();
        let seconds = begin.elapsed().as_secs_f64();
        slowest = slowest.max(seconds);
        println!(
            "budget {seed}: response {:.4}, gap {:.1e}, {} ranges, {:.2} ms",
            plan.response,
            plan.gap,
            plan.nodes,
            1e3 * seconds
        );
        match scipy(&channels, total) {
            Ok(found) => losses.push(found.map(|response| 100.0 * (1.0 - response / plan.response))),
            Err(why) => reason = Some(why),
        }
    }
    println!("slowest {:.2} ms", 1e3 * slowest);
    if let Some(reason) = reason {
        println!("SciPy skipped: {reason}");
        return;
    }
    for (name, at) in [("one start", 0), ("best of five", 1)] {
        let mean = losses.iter().map(|loss| loss[at]).sum::<f64>() / losses.len() as f64;
        let worst = losses.iter().map(|loss| loss[at]).fold(f64::MIN, f64::max);
        println!("SLSQP from {name}: {mean:.2} % below the optimum in the mean, {worst:.2} % at worst");
    }
}

/// What SLSQP reaches from one start, and from the best of five.
fn scipy(channels: &[Channel], total: f64) -> Result<[f64; 2], String> {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let python = target.with_file_name("peers").join("bin/python");
    if !python.exists() {
        return Err(format!("no {}", python.display()));
    }
    let mut text = String::new();
    for Channel { curve, max, .. } in channels {
        writeln!(text, "{},{},{},{max}", curve.max, curve.half, curve.slope).unwrap();
    }
    let file = target.join("curves.csv");
    std::fs::write(&file, text).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/allocate.py");
    let output = Command::new(python).arg(script).arg(file).arg(total.to_string()).arg("5").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let found: Vec<f64> = text.lines().filter_map(|line| line.split(' ').next()?.parse().ok()).collect();
    let best = found.iter().copied().reduce(f64::max);
    best.map(|best| [found[0], best])
        .ok_or_else(|| String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned())
}
