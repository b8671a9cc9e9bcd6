//! `kehu model forecast`.

use std::path::PathBuf;
use std::time::Instant;

use kehu_models::Unanswerable;
use kehu_models::series::festival::{Effect, festival_shares};
use kehu_models::series::{self, Forecast as Answer, Task, trend};
use serde_json::{Value, json};

use super::series::{Columns, Gaps, Series, read};
use crate::fault::Fault;
use crate::output::Output;

/// What is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// `series,index_or_date,value`, one or thousands of series.
    #[arg(long, value_name = "FILE")]
    series: PathBuf,
    /// Steps in a season, several with commas (7,365); without it 12 for months, 4 for quarters, 7 for days, 52 for weeks.
    #[arg(long, value_delimiter = ',')]
    period: Vec<usize>,
    /// Steps to look ahead.
    #[arg(long)]
    horizon: usize,
    /// What a missing step is.
    #[arg(long, value_enum, default_value = "refuse")]
    gaps: Gaps,
    /// Take Spring Festival into account where it shows; needs dates.
    #[arg(long)]
    spring_festival: bool,
    /// Tell trend, changes of level and anomalies of the past too.
    #[arg(long)]
    describe: bool,
}

/// One series on its way.
struct Prepared {
    name: String,
    values: Vec<f64>,
    periods: Vec<usize>,
    effect: Option<Effect>,
}

/// Forecasts every series of the file. One that cannot be answered says why; where none can, that is the failure.
pub fn run(asked: &Options, output: &Output) -> Result<(), Fault> {
    if asked.period.iter().any(|period| *period == 0 || *period > 100_000) {
        return Err(Fault::invalid("period", "out_of_range").with("min", 1).with("max", 100_000));
    }
    let began = Instant::now();
    let prepared: Vec<(String, Result<Prepared, Fault>)> = read(&asked.series, Columns::SERIES, asked.gaps)?
        .into_iter()
        .map(|(name, series)| (name, series.and_then(|series| prepare(asked, series))))
        .collect();
    let ready = || prepared.iter().filter_map(|(_, prepared)| prepared.as_ref().ok());
    let tasks: Vec<Task<'_>> =
        ready().map(|p| Task { values: &p.values, periods: &p.periods, horizon: asked.horizon }).collect();
    let mut answers = series::forecast_all(&tasks).into_iter();
    let mut failed: Option<Fault> = None;
    let (mut forecasts, mut lines, mut answered) = (Vec::new(), Vec::new(), false);
    for (name, prepared) in &prepared {
        let answer = match prepared {
            Ok(prepared) => match answers.next() {
                Some(Ok(answer)) => Ok((prepared, answer)),
                Some(Err(error)) => Err(Fault::from(error).with("series", name)),
                None => Err(Fault::new("internal")),
            },
            Err(fault) => Err(fault.clone()),
        };
        match answer {
            Ok((prepared, answer)) => {
                answered = true;
                lines.push(line(prepared, &answer));
                forecasts.push(told(asked, prepared, &answer));
            }
            Err(fault) => {
                forecasts.push(json!({ "series": name, "error": fault }));
                lines.push((name.clone(), None));
                failed.get_or_insert(fault);
            }
        }
    }
    match failed {
        Some(fault) if !answered => Err(fault),
        _ => {
            let answer = json!({
                "horizon": asked.horizon,
                "seconds": began.elapsed().as_secs_f64(),
                "forecasts": forecasts,
            });
            output.answer(&answer, |words| {
                let say = |(name, said): &(String, Option<[String; 4]>)| match said {
                    Some([method, next, low, high]) => words.say(
                        "forecast",
                        &[("series", name), ("method", method), ("next", next), ("low", low), ("high", high)],
                    ),
                    None => words.say("noForecast", &[("series", name)]),
                };
                lines.iter().map(say).collect()
            })
        }
    }
}

/// Periods, and the festival taken off where it shows.
fn prepare(asked: &Options, series: Series) -> Result<Prepared, Fault> {
    let periods = if asked.period.is_empty() { vec![series.usual_period()] } else { asked.period.clone() };
    let mut effect = None;
    if asked.spring_festival {
        let starts = series
            .starts(series.values.len() + asked.horizon + 1)
            .ok_or_else(|| Fault::new("unanswerable").with("code", "needs_dates"))?;
        effect = match Effect::of(&series.values, &festival_shares(&starts), periods[0]) {
            Ok(effect) => effect,
            Err(Unanswerable::TooLittle { .. }) => None,
            Err(error) => return Err(error.into()),
        };
    }
    let values = effect.as_ref().map_or_else(|| series.values.clone(), |effect| effect.remove(&series.values));
    Ok(Prepared { name: series.name, values, periods, effect })
}

impl Prepared {
    /// A value of step `h` ahead as it will be seen.
    fn seen(&self, h: usize, value: f64) -> f64 {
        self.effect.as_ref().map_or(value, |effect| effect.put_back(self.values.len() + h, value))
    }
}

fn line(prepared: &Prepared, answer: &Answer) -> (String, Option<[String; 4]>) {
    let short = |value: f64| format!("{:.4}", prepared.seen(0, value));
    let range = answer.interval80[0];
    let said = [answer.method.name().to_owned(), short(answer.mean[0]), short(range.low), short(range.high)];
    (prepared.name.clone(), Some(said))
}

fn told(asked: &Options, prepared: &Prepared, answer: &Answer) -> Value {
    let seen = |values: &mut dyn Iterator<Item = f64>| -> Vec<f64> {
        values.enumerate().map(|(h, value)| prepared.seen(h, value)).collect()
    };
    let mut told = json!({
        "series": prepared.name,
        "method": answer.method.name(),
        "seasonal": answer.seasonal,
        "mean": seen(&mut answer.mean.iter().copied()),
        "lo80": seen(&mut answer.interval80.iter().map(|i| i.low)),
        "hi80": seen(&mut answer.interval80.iter().map(|i| i.high)),
        "lo95": seen(&mut answer.interval95.iter().map(|i| i.low)),
        "hi95": seen(&mut answer.interval95.iter().map(|i| i.high)),
        "rolling": answer.rolling.map(|r| json!({ "mase": r.mase, "naive_mase": r.naive_mase, "origins": r.origins })),
    });
    if asked.spring_festival {
        told["spring_festival"] = json!(prepared.effect.as_ref().map(|e| json!({ "effect": e.size, "t": e.t })));
    }
    if asked.describe {
        told["past"] = past(prepared);
    }
    told
}

fn past(prepared: &Prepared) -> Value {
    let past = series::describe(&prepared.values, prepared.periods[0]);
    let trend = past.trend.map(|found| {
        let direction = match found.direction {
            trend::Direction::Rising => "rising",
            trend::Direction::Steady => "steady",
            trend::Direction::Falling => "falling",
        };
        json!({ "direction": direction, "slope": found.slope, "z": found.z })
    });
    let changes = past.changes.iter().map(|c| json!({ "at": c.at, "before": c.before, "after": c.after }));
    let anomalies = past.anomalies.iter().map(|a| json!({ "at": a.at, "expected": a.expected, "score": a.score }));
    json!({ "trend": trend, "changes": changes.collect::<Vec<_>>(), "anomalies": anomalies.collect::<Vec<_>>() })
}
