//! How often intervals hold the truth.

use kehu_models::purchase::{Cohort, Fit, History, Interval, Model, Parameters};
use kehu_models::purchase::{beta_binomial, contract, fit, gamma_gamma};
use rayon::prelude::*;

use crate::simulate::{self, cohort};

const TRUTHS: [(Model, [f64; 4]); 4] = [
    (Model::BgNbd, [0.6, 6.0, 0.8, 2.5]),
    (Model::ParetoNbd, [0.7, 8.0, 0.8, 15.0]),
    (Model::MbgNbd, [0.6, 6.0, 0.8, 2.5]),
    (Model::MbgCnbd { k: 3 }, [0.9, 4.0, 0.8, 3.5]),
];
const CUSTOMERS: usize = 3_000;
const REPEATS: u64 = 1_000;
const WEEKS: f64 = 104.0;
const AHEAD: f64 = 52.0;

/// Normal quantiles of 80 and 95 %.
const LEVELS: [f64; 2] = [1.281_551_565_544_6, 1.959_963_984_540_054];

/// Hits at both levels, and how many were asked.
#[derive(Default, Clone, Copy)]
struct Hits {
    eighty: u64,
    ninety_five: u64,
    of: u64,
}

impl Hits {
    fn add(mut self, other: Self) -> Self {
        self.eighty += other.eighty;
        self.ninety_five += other.ninety_five;
        self.of += other.of;
        self
    }

    fn see(&mut self, holds: impl Fn(f64) -> bool) {
        self.eighty += u64::from(holds(LEVELS[0]));
        self.ninety_five += u64::from(holds(LEVELS[1]));
        self.of += 1;
    }

    fn percent(&self) -> String {
        let share = |n: u64| 100.0 * n as f64 / self.of as f64;
        format!("{:>6.1} {:>6.1}", share(self.eighty), share(self.ninety_five))
    }
}

pub fn run() {
    println!(
        "\n{REPEATS} cohorts of {CUSTOMERS} customers, seen for 1 to 2 years; how often the interval holds the truth, %"
    );
    println!("{:<12} {:>20} {:>20} {:>10}", "", "parameters 80/95", "expected 80/95", "converged");
    for (model, truth) in TRUTHS {
        let results: Vec<Option<(Hits, Hits)>> = (0..REPEATS)
            .into_par_iter()
            .map(|seed| {
                let (histories, gaps) = cohort(1_000 + seed, CUSTOMERS, model, truth, WEEKS);
                let fit = fit(&Cohort::of(histories, Some(gaps)), model.family()).unwrap();
                (fit.converged && fit.parameters.model() == model)
                    .then(|| (parameters(&fit, truth), expected(&fit, truth)))
            })
            .collect();
        let settled: Vec<&(Hits, Hits)> = results.iter().flatten().collect();
        let parameters = settled.iter().fold(Hits::default(), |sum, (hits, _)| sum.add(*hits));
        let expected = settled.iter().fold(Hits::default(), |sum, (_, hits)| sum.add(*hits));
        println!(
            "{:<12} {:>20} {:>20} {:>10}",
            model.family().name(),
            parameters.percent(),
            expected.percent(),
            settled.len()
        );
    }
}

/// Spend, donors and contracts: how often the intervals of their parameters hold.
pub fn others() {
    let spend = [6.2488, 3.7446, 15.4477];
    let donor = [1.204, 0.750, 0.657, 2.783];
    let contract = [0.668, 3.806];
    println!("\n{REPEATS} samples each; how often the interval of a parameter holds the truth, %");
    for n in [300, 1_000, 3_000] {
        line("Gamma-Gamma", n, |seed| {
            let fit = gamma_gamma::fit(simulate::spends(seed, n, spend)).ok()?;
            hits(fit.converged, spend, |z| fit.intervals(z))
        });
    }
    for n in [1_000, 3_000, 11_104] {
        line("BG/BB", n, |seed| {
            let fit = beta_binomial::fit(&simulate::donors(seed, n, 6, donor)).ok()?;
            hits(fit.converged, donor, |z| fit.intervals(z))
        });
    }
    for n in [300, 1_000, 3_000] {
        line("sBG", n, |seed| {
            let (ended, lasting) = simulate::contracts(seed, n, 7, contract);
            let fit = contract::fit(&ended, lasting).ok()?;
            hits(fit.converged, contract, |z| fit.intervals(z))
        });
    }
}

fn line(name: &str, n: usize, study: impl Fn(u64) -> Option<Hits> + Sync + Send) {
    let settled: Vec<Hits> = (0..REPEATS).into_par_iter().filter_map(study).collect();
    let hits = settled.iter().fold(Hits::default(), |sum, hits| sum.add(*hits));
    println!("{name:<12} {n:>8} {:>20} {:>10}", hits.percent(), settled.len());
}

/// None where the fit has not settled.
fn hits<const N: usize>(
    converged: bool,
    truth: [f64; N],
    intervals: impl Fn(f64) -> Option<[Interval; N]>,
) -> Option<Hits> {
    let mut hits = Hits::default();
    for (i, truth) in truth.into_iter().enumerate() {
        hits.see(|z| intervals(z).is_some_and(|all| (all[i].low..=all[i].high).contains(&truth)));
    }
    converged.then_some(hits)
}

fn parameters(fit: &Fit, truth: [f64; 4]) -> Hits {
    let mut hits = Hits::default();
    for (i, truth) in truth.into_iter().enumerate() {
        hits.see(|z| fit.intervals(z).is_some_and(|all| (all[i].low..=all[i].high).contains(&truth)));
    }
    hits
}

/// For customers of every kind.
fn expected(fit: &Fit, truth: [f64; 4]) -> Hits {
    let known = Parameters::new(fit.parameters.model(), truth).unwrap();
    let covariance = fit.covariance.unwrap();
    let mut hits = Hits::default();
    for (x, recency) in [(0, 0.0), (1, 20.0), (1, 70.0), (3, 50.0), (6, 75.0), (15, 77.0)] {
        let history = History::new(x, recency, 78.0).unwrap();
        let mean = known.expected(&history, AHEAD);
        hits.see(|z| {
            let score = fit.parameters.score(&history, AHEAD, Some(&covariance), z);
            score.interval.is_some_and(|interval| (interval.low..=interval.high).contains(&mean))
        });
    }
    hits
}
