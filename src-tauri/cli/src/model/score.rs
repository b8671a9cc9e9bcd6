//! One line for each customer.

use std::fmt::Write as _;

use kehu_core::transfer::csv::guard::guard;
use kehu_models::purchase::{History, Score, Tally};
use rayon::prelude::*;
use serde_json::json;

use super::clv::{Learnt, ScoreOptions};
use super::day;
use crate::output::Output;

/// Two-sided 95 % of the standard normal distribution.
const CONFIDENT: f64 = 1.959_963_984_540_054;
/// Days of a year, for the discount rate.
const YEAR: f64 = 365.25;

struct Scored {
    p_alive: f64,
    expected: f64,
    /// None where the fit has no standard errors.
    interval: Option<(f64, f64)>,
    next_date: Option<String>,
    /// None where nothing is known of what purchases are worth.
    value: Option<f64>,
}

/// A JSON array of objects, or CSV.
pub fn print(learnt: &Learnt, options: &ScoreOptions, output: &Output) {
    let ledger = &learnt.purchases.ledger;
    let unit = options.fit.unit.days();
    let all = ledger.tallies().iter().enumerate();
    let (customers, histories): (Vec<(usize, &Tally)>, Vec<History>) =
        all.filter_map(|(i, tally)| Some(((i, tally), ledger.history(tally, unit)?))).unzip();
    let (parameters, covariance) = (&learnt.fit.parameters, learnt.fit.covariance.as_ref());
    let scores = parameters.scores(&histories, options.horizon, covariance, CONFIDENT);
    let json = output.json();
    let line = |(((i, tally), history), score): ((&(usize, &Tally), &History), &Score)| {
        let name = learnt.purchases.names.get(*i);
        let scored = scored(learnt, options, tally, history, score);
        if json { object(name, &scored) } else { row(name, &scored) }
    };
    let lines: Vec<String> = customers.par_iter().zip(&histories).zip(&scores).map(line).collect();
    if json {
        output.raw(format!("[{}]", lines.join(",\n")));
    } else {
        output.raw("customer,p_alive,expected,expected_lo,expected_hi,next_date,value".to_owned());
        output.raw(lines.join("\n"));
    }
}

fn scored(learnt: &Learnt, options: &ScoreOptions, tally: &Tally, history: &History, answers: &Score) -> Scored {
    let unit = options.fit.unit.days();
    let ledger = &learnt.purchases.ledger;
    let next_date = answers.next.and_then(|time| {
        let days = (time * unit).ceil();
        (days < 1e7).then(|| ledger.until().checked_add(days as i32)).flatten().and_then(day::show)
    });
    let worth =
        learnt.spend.as_ref().and_then(|spend| spend.parameters.expected((tally.repeats > 0).then(|| tally.spent())));
    let rate = options.discount.ln_1p() * unit / YEAR;
    let value = worth.map(|worth| {
        let parameters = &learnt.fit.parameters;
        worth * if rate > 0.0 { parameters.discounted(history, options.horizon, rate) } else { answers.expected }
    });
    Scored {
        p_alive: answers.p_alive,
        expected: answers.expected,
        interval: answers.interval.map(|interval| (interval.low, interval.high)),
        next_date,
        value,
    }
}

fn object(name: &str, scored: &Scored) -> String {
    json!({
        "customer": name,
        "p_alive": scored.p_alive,
        "expected": scored.expected,
        "expected_lo": scored.interval.map(|(low, _)| low),
        "expected_hi": scored.interval.map(|(_, high)| high),
        "next_date": scored.next_date,
        "value": scored.value,
    })
    .to_string()
}

fn row(name: &str, scored: &Scored) -> String {
    let name = guard(name);
    let mut line = if name.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.into_owned()
    };
    let mut cell = |value: Option<f64>| match value {
        Some(value) => write!(line, ",{value:.6}"),
        None => write!(line, ","),
    };
    let (low, high) = (scored.interval.map(|(low, _)| low), scored.interval.map(|(_, high)| high));
    let _: Result<(), std::fmt::Error> =
        [Some(scored.p_alive), Some(scored.expected), low, high].into_iter().try_for_each(&mut cell);
    line.push(',');
    line.push_str(scored.next_date.as_deref().unwrap_or_default());
    if let Some(value) = scored.value {
        let _: Result<(), std::fmt::Error> = write!(line, ",{value:.2}");
    } else {
        line.push(',');
    }
    line
}
