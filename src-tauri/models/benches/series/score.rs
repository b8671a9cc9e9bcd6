//! Errors and coverage.

use std::collections::BTreeMap;

use kehu_models::series::{Forecast, Task, every_method, forecast_all};

use crate::Sample;
use crate::peers::Said;

/// Symmetric and scaled errors, summed over series.
#[derive(Debug, Default, Clone, Copy)]
struct Errors {
    smape: f64,
    mase: f64,
    series: f64,
}

impl Errors {
    /// sMAPE in per cent as in M3, MASE as in M4, both means over the horizon of one series.
    fn add(&mut self, sample: &Sample, said: &[f64]) {
        let (known, came) = (sample.known(), sample.came());
        let period = if sample.period < known.len() { sample.period } else { 1 };
        let unit =
            known[period..].iter().zip(known).map(|(a, b)| (a - b).abs()).sum::<f64>() / (known.len() - period) as f64;
        let pairs = || came.iter().zip(said);
        let steps = came.len() as f64;
        let share = |(came, said): (&f64, &f64)| {
            let size = came.abs() + said.abs();
            if size > 0.0 { 200.0 * (came - said).abs() / size } else { 0.0 }
        };
        self.smape += pairs().map(share).sum::<f64>() / steps;
        if unit > 0.0 {
            self.mase += pairs().map(|(came, said)| (came - said).abs()).sum::<f64>() / steps / unit;
        }
        self.series += 1.0;
    }
}

fn forecasts(samples: &[Sample]) -> Vec<Forecast> {
    let periods: Vec<[usize; 1]> = samples.iter().map(|sample| [sample.period]).collect();
    let tasks: Vec<Task<'_>> = samples
        .iter()
        .zip(&periods)
        .map(|(sample, periods)| Task { values: sample.known(), periods, horizon: sample.horizon })
        .collect();
    forecast_all(&tasks).into_iter().map(Result::unwrap).collect()
}

/// Prints the mean errors of what is offered, of every method and of the peers, by period.
pub fn table(title: &str, samples: &[Sample], said: &Said) {
    let mut errors: BTreeMap<(usize, String), Errors> = BTreeMap::new();
    let mut offered: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, (sample, forecast)) in samples.iter().zip(forecasts(samples)).enumerate() {
        *offered.entry(forecast.method.name()).or_default() += 1;
        let mut add = |name: &str, said: &[f64]| {
            for period in [0, sample.period] {
                errors.entry((period, name.to_owned())).or_default().add(sample, said);
            }
        };
        add("offered", &forecast.mean);
        let periods = [sample.period];
        let task = Task { values: sample.known(), periods: &periods, horizon: sample.horizon };
        for (method, mean) in every_method(task).unwrap() {
            add(method.name(), &mean);
        }
        for ((method, _), mean) in said.iter().filter(|((_, of), mean)| *of == at && mean.len() == sample.horizon) {
            add(method, mean);
        }
    }
    println!("\n{title}: {} series; offered {offered:?}", samples.len());
    let periods: std::collections::BTreeSet<usize> = errors.keys().map(|(period, _)| *period).collect();
    let names: std::collections::BTreeSet<&String> = errors.keys().map(|(_, name)| name).collect();
    print!("{:<20}", "sMAPE / MASE");
    for period in &periods {
        print!("{:>16}", if *period == 0 { "all".to_owned() } else { format!("period {period}") });
    }
    println!();
    for name in names {
        print!("{name:<20}");
        for period in &periods {
            match errors.get(&(*period, name.clone())) {
                Some(e) => print!("{:>8.2} {:>7.3}", e.smape / e.series, e.mase / e.series),
                None => print!("{:>16}", ""),
            }
        }
        println!();
    }
}

/// Prints how often what came lay within the intervals.
pub fn coverage(samples: &[Sample]) {
    let mut kinds: BTreeMap<String, [f64; 3]> = BTreeMap::new();
    for (sample, forecast) in samples.iter().zip(forecasts(samples)) {
        let family = sample.name.split('/').next().unwrap_or_default();
        let kind = format!("period {:>2}, {:>3} known", sample.period, sample.known().len());
        for name in [kind, family.to_owned(), "all".to_owned()] {
            let sums = kinds.entry(name).or_default();
            for (h, came) in sample.came().iter().enumerate() {
                let within = |i: &kehu_models::series::Interval| f64::from(u8::from(i.low <= *came && *came <= i.high));
                sums[0] += within(&forecast.interval80[h]);
                sums[1] += within(&forecast.interval95[h]);
                sums[2] += 1.0;
            }
        }
    }
    println!("\ncoverage in per cent of the 80 and the 95 % interval");
    for (name, [a, b, n]) in kinds {
        println!("{name:<24}{:>7.1}{:>7.1}{:>9}", 100.0 * a / n, 100.0 * b / n, n);
    }
}
