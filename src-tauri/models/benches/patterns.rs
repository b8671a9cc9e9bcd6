//! Association rules beside pyfim, on generated baskets; segments on generated customers.
//!
//! `cargo xtask bench models patterns`. pyfim comes from `peers/requirements.txt` in the virtual environment `peers` of
//! the target folder; without it the comparison is skipped.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use kehu_models::patterns::rules::{Options, rules};
use kehu_models::patterns::segments::segments;
use rand::{Rng, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// Baskets, items, items in a basket in the mean, support, confidence.
const CASES: [(usize, u32, f64, f64, f64); 5] = [
    (9_835, 169, 4.4, 0.001, 0.8),
    (9_835, 169, 4.4, 0.001, 0.5),
    (9_835, 169, 4.4, 0.01, 0.5),
    (100_000, 1_000, 8.0, 0.001, 0.5),
    (300_000, 2_000, 10.0, 0.0005, 0.3),
];

fn main() {
    println!(
        "{:>9}{:>7}{:>9}{:>7}{:>12}{:>10}{:>12}{:>10}",
        "baskets", "items", "support", "conf", "rules", "s", "pyfim", "s"
    );
    for (count, items, size, support, confidence) in CASES {
        let baskets = baskets(count, items, size);
        let (mut found, mut seconds) = (Vec::new(), f64::INFINITY);
        // The best of three, as of pyfim.
        for _ in 0..3 {
            let began = Instant::now();
            found = rules(&baskets, Options { support, confidence, prior: 5.0 }).unwrap();
            seconds = began.elapsed().as_secs_f64().min(seconds);
        }
        let (theirs, their_seconds) = match pyfim(&baskets, support, confidence) {
            Ok((count, seconds)) => (count.to_string(), format!("{seconds:.3}")),
            Err(reason) => ("skipped".to_owned(), reason),
        };
        println!(
            "{count:>9}{items:>7}{support:>9}{confidence:>7}{:>12}{seconds:>10.3}{theirs:>12}{their_seconds:>10}",
            found.len()
        );
        if theirs != "skipped" {
            assert_eq!(theirs, found.len().to_string(), "the same baskets have the same rules");
        }
    }
    groups();
}

/// Baskets after Agrawal & Srikant (1994), section 2.4.3: habits of a few items, of which each basket takes some, most of
/// them whole.
fn baskets(count: usize, items: u32, size: f64) -> Vec<Vec<u32>> {
    let mut rng = ChaCha8Rng::seed_from_u64(u64::from(items));
    let habits: Vec<(Vec<u32>, f64)> = (0..items)
        .map(|_| {
            let length = 1 + poisson(&mut rng, 2.0);
            ((0..length).map(|_| popular(&mut rng, items)).collect(), rng.random_range(0.1..0.8))
        })
        .collect();
    (0..count)
        .map(|_| {
            let length = 1 + poisson(&mut rng, size - 1.0);
            let mut basket = Vec::new();
            while basket.len() < length {
                let (habit, forgotten) = &habits[popular(&mut rng, items) as usize];
                basket.extend(habit.iter().copied().filter(|_| rng.random::<f64>() > *forgotten));
            }
            basket.sort_unstable();
            basket.dedup();
            basket
        })
        .collect()
}

/// A few items are in many baskets, many in few.
fn popular(rng: &mut impl Rng, items: u32) -> u32 {
    (f64::from(items) * rng.random::<f64>().powi(2)) as u32
}

fn poisson(rng: &mut impl Rng, mean: f64) -> usize {
    let (limit, mut product, mut count) = ((-mean).exp(), rng.random::<f64>(), 0);
    while product > limit {
        product *= rng.random::<f64>();
        count += 1;
    }
    count
}

fn pyfim(baskets: &[Vec<u32>], support: f64, confidence: f64) -> Result<(usize, f64), String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let python = folder.with_file_name("peers").join("bin/python");
    if !python.exists() {
        return Err("no venv".to_owned());
    }
    let mut text = String::new();
    for basket in baskets {
        let items: Vec<String> = basket.iter().map(u32::to_string).collect();
        writeln!(text, "{}", items.join(" ")).map_err(|error| error.to_string())?;
    }
    let file = folder.join("baskets-for-peers.txt");
    std::fs::write(&file, text).map_err(|error| error.to_string())?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/patterns.py");
    let out = Command::new(python)
        .arg(script)
        .arg(file)
        .args([support.to_string(), confidence.to_string()])
        .output()
        .map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&out.stdout).into_owned();
    let mut fields = told.split_whitespace();
    let count = fields.next().and_then(|field| field.parse().ok());
    let seconds = fields.next().and_then(|field| field.parse().ok());
    count.zip(seconds).ok_or_else(|| "failed".to_owned())
}

/// 100,000 customers in four known groups of three features.
fn groups() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let centres = [[0.0, 0.0, 0.0], [5.0, 0.0, 1.0], [0.0, 5.0, -1.0], [4.0, 4.0, 4.0]];
    let mut normal = || (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
    let rows: Vec<Vec<f64>> =
        (0..100_000).map(|i| centres[i % 4].iter().map(|centre| centre + normal()).collect()).collect();
    let began = Instant::now();
    let found = segments(&rows, 6, 1).unwrap();
    println!(
        "\n{} customers, 3 features, 4 known groups: {} found in {:.2} s",
        rows.len(),
        found.segments.len(),
        began.elapsed().as_secs_f64()
    );
}
