//! `kehu model fit response`: what channels bring for what is spent on them.

use std::path::PathBuf;
use std::time::Instant;

use kehu_models::allocate::response::{Doubt, Fit, NoCurve, fit};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::series::{self, Columns, Gaps};
use crate::fault::Fault;
use crate::language::Words;
use crate::output::Output;

/// What to estimate.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A CSV file with columns channel, index or date, spend and response; the steps of a channel are even.
    #[arg(long, value_name = "FILE")]
    pub spend: PathBuf,
    /// What a missing step is, of spend and response alike.
    #[arg(long, value_enum, default_value = "refuse")]
    pub gaps: Gaps,
}

const CHANNEL: &[&str] = &["channel"];
/// As in the file of `kehu plan budget`, where it has them.
const NAMES: [&str; 5] = ["max_response", "half_point", "slope", "decay", "base"];

type Estimated = (String, Result<(Fit, f64), Fault>);

/// Reads, estimates, answers.
pub fn run(options: &Options, output: &Output) -> Result<(), Fault> {
    let began = Instant::now();
    let column = |value| series::read(&options.spend, Columns { name: CHANNEL, value }, options.gaps);
    let pairs: Vec<_> = column(&["spend"])?.into_iter().zip(column(&["response"])?).collect();
    let channels: Vec<Estimated> = pairs
        .into_par_iter()
        .map(|((name, spend), (_, response))| {
            let estimated = spend.and_then(|spend| {
                let most = spend.values.iter().copied().fold(0.0, f64::max);
                Ok((fit(&spend.values, &response?.values).map_err(Fault::from)?, most))
            });
            let estimated = estimated.map_err(|fault| fault.with("channel", &name));
            (name, estimated)
        })
        .collect();
    if let Some((_, Err(fault))) = channels.first()
        && channels.iter().all(|(_, estimated)| estimated.is_err())
    {
        return Err(fault.clone());
    }
    let answer = json!({
        "channels": channels.iter().map(told).collect::<Vec<_>>(),
        "seconds": began.elapsed().as_secs_f64(),
    });
    output.answer(&answer, |words| channels.iter().flat_map(|channel| lines(channel, words)).collect())
}

fn told((name, estimated): &Estimated) -> Value {
    let (fit, most) = match estimated {
        Ok(estimated) => estimated,
        Err(fault) => return json!({ "channel": name, "error": fault }),
    };
    let mut told = Map::from_iter([("channel".to_owned(), json!(name)), ("n".to_owned(), json!(fit.steps))]);
    told.extend(named(fit.best.values().map(|value| json!(value))));
    let intervals = fit.intervals(0.8).into_iter().zip(fit.intervals(0.95));
    let mut intervals = intervals.map(|(narrow, wide)| interval(narrow, wide));
    told.insert("standard_errors".to_owned(), named(fit.standard_errors().map(|value| json!(value))).into());
    told.insert("intervals".to_owned(), named(std::array::from_fn(|_| intervals.next().unwrap_or_default())).into());
    told.insert("noise".to_owned(), json!(fit.noise));
    // The curve where it was tried, and a little beyond.
    let at = |i: u32| most * f64::from(i) / 8.0;
    let curve = (1..=10).map(at).filter(|spend| spend.is_finite()).map(|spend| {
        let ((response, narrow), (_, wide)) = (fit.response(spend, 0.8), fit.response(spend, 0.95));
        let mut told = json!({ "spend": spend, "response": response });
        if let (Value::Object(told), Value::Object(ends)) = (&mut told, interval(narrow, wide)) {
            told.extend(ends);
        }
        told
    });
    told.insert("curve".to_owned(), curve.collect::<Vec<_>>().into());
    told.insert("warnings".to_owned(), json!(fit.doubts.iter().map(|doubt| code(*doubt)).collect::<Vec<_>>()));
    told.into()
}

fn named(values: [Value; 5]) -> Map<String, Value> {
    NAMES.into_iter().map(str::to_owned).zip(values).collect()
}

fn interval(narrow: (f64, f64), wide: (f64, f64)) -> Value {
    json!({ "lo80": narrow.0, "hi80": narrow.1, "lo95": wide.0, "hi95": wide.1 })
}

fn code(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Unsaturated => "response_unsaturated",
        Doubt::Half => "response_half_point",
        Doubt::Slope => "response_slope",
        Doubt::Decay => "response_decay",
        Doubt::Noise => "response_noise",
    }
}

fn lines((name, estimated): &Estimated, words: &Words) -> Vec<String> {
    let fit = match estimated {
        Ok((fit, _)) => fit,
        Err(fault) => return vec![format!("{name}: {}", words.fault(fault))],
    };
    let mut lines = vec![words.say("responseCurve", &[("channel", name), ("n", &fit.steps.to_string())])];
    for ((name, value), error) in NAMES.into_iter().zip(fit.best.values()).zip(fit.standard_errors()) {
        let (value, error) = (format!("{value:.4}"), format!("{error:.4}"));
        lines.push(words.say("parameter", &[("name", name), ("value", &value), ("error", &error)]));
    }
    lines.extend(fit.doubts.iter().map(|doubt| words.say(code(*doubt), &[])));
    lines
}

impl From<NoCurve> for Fault {
    fn from(reason: NoCurve) -> Self {
        let fault = |code| Self::new("unanswerable").with("code", code);
        match reason {
            NoCurve::Uneven { spends, responses } => fault("uneven").with("expected", spends).with("given", responses),
            NoCurve::TooShort { needed, given } => fault("too_little").with("needed", needed).with("given", given),
            NoCurve::Impossible { step } => fault("response_impossible").with("step", step + 1),
            NoCurve::ConstantSpend => fault("response_constant_spend"),
            NoCurve::ConstantResponse => fault("response_constant"),
            NoCurve::NoEffect => fault("response_no_effect"),
        }
    }
}
