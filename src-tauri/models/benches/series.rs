//! Forecasts against what came: accuracy and coverage on public and generated series, speed, and peers beside them.
//!
//! `cargo xtask bench models series [generated series for each family]`. Public series and peers come from Python
//! packages (`peers/requirements.txt`) in the virtual environment `peers` of the target folder; without it that part is
//! skipped.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

#[path = "series/generate.rs"]
mod generate;
#[path = "series/peers.rs"]
mod peers;
#[path = "series/public.rs"]
mod public;
#[path = "series/score.rs"]
mod score;

use std::time::Instant;

use kehu_models::series::{Task, forecast_all};

/// A series with the end that is to be forecast.
#[derive(Debug, Clone)]
pub struct Sample {
    pub name: String,
    pub period: usize,
    pub horizon: usize,
    pub values: Vec<f64>,
}

impl Sample {
    pub fn known(&self) -> &[f64] {
        &self.values[..self.values.len() - self.horizon]
    }

    pub fn came(&self) -> &[f64] {
        &self.values[self.values.len() - self.horizon..]
    }
}

/// Length, period and horizon of the usual kinds, as in the M competitions.
const KINDS: [(&str, usize, usize, usize); 6] = [
    ("year, short", 16, 1, 6),
    ("year", 36, 1, 6),
    ("quarter", 48, 4, 8),
    ("month", 72, 12, 18),
    ("month, long", 132, 12, 18),
    ("week", 208, 52, 13),
];

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(25);
    let samples = public::samples();
    match &samples {
        Ok(samples) => {
            let said = if count < 20 { Ok(peers::Said::new()) } else { peers::forecasts(samples) };
            if let Err(reason) = &said {
                println!("peers skipped: {reason}");
            }
            score::table("public series", samples, &said.unwrap_or_default());
        }
        Err(reason) => println!("public series skipped: {reason}"),
    }
    let mut generated = Vec::new();
    for (kind, length, period, horizon) in KINDS {
        let series = |family| {
            (0..count).map(move |seed| generate::sample(family, period, length, horizon, seed * 31 + family as u64))
        };
        let samples: Vec<Sample> = (0..generate::FAMILIES.len()).flat_map(series).collect();
        score::table(&format!("generated, {kind}"), &samples, &peers::Said::new());
        generated.extend(samples);
    }
    score::coverage(&generated);
    speed();
}

/// Three thousand short series: the sizes of M3, a third each of years, quarters and months.
fn speed() {
    let samples: Vec<Sample> = (0..3_000_u64)
        .map(|seed| {
            let (_, length, period, horizon) = KINDS[[1, 2, 3, 4][seed as usize % 4]];
            generate::sample(seed as usize % generate::FAMILIES.len(), period, length, horizon, seed)
        })
        .collect();
    let periods: Vec<[usize; 1]> = samples.iter().map(|sample| [sample.period]).collect();
    let tasks: Vec<Task<'_>> = samples
        .iter()
        .zip(&periods)
        .map(|(sample, periods)| Task { values: sample.known(), periods, horizon: sample.horizon })
        .collect();
    let began = Instant::now();
    let answers = forecast_all(&tasks);
    println!("\n{} series forecast in {:.1} s", answers.len(), began.elapsed().as_secs_f64());
}
