//! The answer, in JSON and in sentences.

use kehu_models::outcome::measure::Scores;
use serde_json::{Value, json};

use super::columns::Table;
use super::evaluate::Evaluation;
use super::split::Cases;
use crate::fault::Fault;
use crate::language::Words;
use crate::output::Output;

pub fn run(table: &Table, cases: &Cases, found: &Evaluation, rows: usize, output: &Output) -> Result<(), Fault> {
    let mut answer = json!({
        "n": { "rows": rows, "closed": found.closed, "won": found.won, "train": cases.train.len(), "test": cases.test.len() },
        "split": cases.described,
        "base_rate": found.base.rate,
        "base_rate_interval": {
            "lo80": found.base.interval80.0, "hi80": found.base.interval80.1,
            "lo95": found.base.interval95.0, "hi95": found.base.interval95.1,
        },
        "model": if found.signal { "logistic" } else { "base_rate" },
        "fitted": scores(found.fitted),
        "calibration_noise": found.noise,
        "baselines": found.baselines.iter().map(|(name, s)| ((*name).to_owned(), scores(*s))).collect::<Value>(),
        "signal": found.signal,
        "signal_test": found.tested.map(|t| json!({
            "gain": t.gain, "standard_error": t.standard_error, "p_value": t.p_value, "auc": t.auc,
        })),
        "converged": found.converged,
        "seconds": found.seconds,
        "columns": table.features.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(),
        "left_out": table.left_out.iter().map(|(c, r)| json!({ "column": c, "reason": r })).collect::<Vec<_>>(),
        "warnings": found.warnings,
    });
    if let (Value::Object(answer), Value::Object(own)) = (&mut answer, scores(found.said)) {
        answer.extend(own);
    }
    output.answer(&answer, |words| lines(found, words))
}

fn scores(measured: Option<Scores>) -> Value {
    json!({
        "auc": measured.map(|s| s.auc), "brier": measured.map(|s| s.brier), "log_loss": measured.map(|s| s.log_loss),
        "calibration_error": measured.map(|s| s.calibration_error),
    })
}

fn lines(found: &Evaluation, words: &Words) -> Vec<String> {
    let percent = |x: f64| format!("{:.1} %", 100.0 * x);
    let number = |x: f64| format!("{x:.3}");
    let mut lines = vec![words.say(
        "winBase",
        &[
            ("rate", &percent(found.base.rate)),
            ("low", &percent(found.base.interval95.0)),
            ("high", &percent(found.base.interval95.1)),
            ("closed", &found.closed.to_string()),
        ],
    )];
    let models = [("logistic", found.fitted)];
    for (name, s) in models.iter().chain(&found.baselines).filter_map(|(name, s)| Some((name, (*s)?))) {
        let blanks = [
            ("model", words.say(&format!("win_{name}"), &[])),
            ("auc", number(s.auc)),
            ("brier", number(s.brier)),
            ("loss", number(s.log_loss)),
            ("error", number(s.calibration_error)),
        ];
        lines.push(words.say("winScores", &blanks.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    lines.push(words.say(if found.signal { "winSignal" } else { "winNoSignal" }, &[]));
    lines.extend(found.warnings.iter().map(|warning| {
        let text = |key: &str| match warning.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => String::new(),
        };
        words.say(&format!("win_{}", text("kind")), &[("column", &text("column")), ("missing", &text("missing"))])
    }));
    lines
}
