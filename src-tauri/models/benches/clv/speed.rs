//! A million customers of three years.

use std::time::Instant;

use kehu_models::purchase::{Cohort, Family, History, Model, fit};
use rayon::prelude::*;

use crate::peer;
use crate::simulate::{Dice, purchases};

const CUSTOMERS: usize = 1_000_000;
/// Pareto/NBD in lifetimes is too slow for more.
const FEW: usize = 20_000;
const YEARS: f64 = 3.0;

/// Purchases fall on days; times are in weeks.
fn customers() -> Vec<History> {
    (0..CUSTOMERS)
        .into_par_iter()
        .map(|seed| {
            let mut dice = Dice::new(seed as u64);
            let age = (YEARS * 365.25 * dice.uniform()).ceil();
            let times = purchases(&mut dice, Model::BgNbd, [0.6, 12.0, 0.5, 3.0], age / 7.0);
            let mut days: Vec<u32> = times.iter().map(|t| (7.0 * t).ceil() as u32).collect();
            days.dedup();
            let recency = days.last().map_or(0.0, |day| f64::from(*day).min(age));
            History::new(days.len() as u32, recency / 7.0, age / 7.0).unwrap()
        })
        .collect()
}

pub fn run(with_peer: bool) {
    let histories = customers();
    let began = Instant::now();
    let cohort = Cohort::of(histories.iter().copied(), None);
    let compressed = began.elapsed().as_secs_f64();
    println!(
        "{CUSTOMERS} customers, {} different histories, {} bought once; compressed in {compressed:.3} s",
        cohort.distinct(),
        cohort.bought_once()
    );
    let few = &histories[..FEW];
    for (family, name, most) in [(Family::BgNbd, "bgnbd", CUSTOMERS), (Family::ParetoNbd, "pnbd", FEW)] {
        let began = Instant::now();
        let found = fit(&cohort, family).unwrap();
        let seconds = began.elapsed().as_secs_f64();
        println!(
            "{:<11} fit of {CUSTOMERS}: {seconds:.3} s (with compression {:.3} s), log-likelihood {:.3}, {:?}; peak {} MB",
            family.name(),
            seconds + compressed,
            found.log_likelihood,
            found.parameters.values(),
            peak().map_or("?".to_owned(), |kb| (kb / 1024).to_string()),
        );
        let began = Instant::now();
        let covariance = found.covariance.unwrap();
        let scores = found.parameters.scores(&histories, 39.0, Some(&covariance), 1.96);
        let seconds = began.elapsed().as_secs_f64();
        let expected: f64 = scores.iter().map(|score| score.expected).sum();
        println!(
            "{:<11} scores of {CUSTOMERS} (alive, expected with interval, next): {seconds:.3} s ({expected:.0} purchases expected)",
            family.name(),
        );
        if with_peer {
            let sample = if most == CUSTOMERS { &histories[..] } else { few };
            let began = Instant::now();
            fit(&Cohort::of(sample.iter().copied(), None), family).unwrap();
            let seconds = began.elapsed().as_secs_f64();
            match peer::fit(name, sample) {
                Err(reason) => println!("{:<11} lifetimes skipped: {reason}", family.name()),
                Ok(theirs) => println!(
                    "{:<11} lifetimes on {most}: {theirs:.2} s; ours {seconds:.4} s with compression: {:.0}x",
                    family.name(),
                    theirs / seconds
                ),
            }
        }
    }
}

/// The most memory this process has had, in kB, where the system says so.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
}
