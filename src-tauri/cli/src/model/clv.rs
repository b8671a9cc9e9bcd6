//! `kehu model fit clv` and `kehu model score clv`.

use std::path::PathBuf;
use std::time::Instant;

use chrono::Datelike as _;
use clap::ValueEnum;
use kehu_models::purchase::gamma_gamma::{self, Spend, SpendFit};
use kehu_models::purchase::{self, Candidate, Family, Fit, Holdout, Model, Unidentified, Window};
use serde_json::{Map, Value, json};

use super::purchases::{self, Names, Purchases};
use super::{day, score};
use crate::fault::Fault;
use crate::language::Words;
use crate::output::Output;

/// Units of time that anybody may look ahead: a year of days has 365, a life of them 30,000.
const FARTHEST: f64 = 50_000.0;

/// What to fit.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A CSV file with columns customer, date and perhaps amount.
    #[arg(long, value_name = "FILE")]
    pub purchases: PathBuf,
    /// Which model; auto tries all on a holdout.
    #[arg(long, value_enum, default_value_t = Choice::Auto)]
    pub model: Choice,
    /// The last day the model sees; the last purchase when not said.
    #[arg(long, value_name = "DATE", value_parser = day::argument)]
    pub until: Option<i32>,
    /// The last day of the holdout after it.
    #[arg(long, value_name = "DATE", value_parser = day::argument, requires = "until")]
    pub holdout_until: Option<i32>,
    /// The unit of time.
    #[arg(long, value_enum, default_value_t = Unit::Week)]
    pub unit: Unit,
}

/// What to answer.
#[derive(Debug, clap::Args)]
pub struct ScoreOptions {
    #[command(flatten)]
    pub fit: Options,
    /// How far to look ahead, in units of time.
    #[arg(long, default_value_t = 52.0, allow_negative_numbers = true)]
    pub horizon: f64,
    /// Discount rate of a year: .1 makes 100 in a year worth 90.91 now.
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    pub discount: f64,
}

/// Models by their short names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Choice {
    Bgnbd,
    Pnbd,
    Mbgnbd,
    Mbgcnbd,
    Auto,
}

/// Units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    pub fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 365.25 / 12.0,
            Self::Year => 365.25,
        }
    }
}

/// All that was learnt from the file.
pub struct Learnt {
    pub purchases: Purchases,
    pub fit: Fit,
    pub spend: Option<SpendFit>,
    holdout: Option<Holdout>,
    candidates: Vec<Candidate>,
    warnings: Vec<&'static str>,
    seconds: f64,
}

/// Fits and reports.
pub fn fit(options: &Options, output: &Output) -> Result<(), Fault> {
    let learnt = learn(options, Asked::Model)?;
    output.answer(&report(options, &learnt), |words| lines(&learnt, words))
}

/// Fits and answers for each customer.
pub fn score(options: &ScoreOptions, output: &Output) -> Result<(), Fault> {
    if !(options.horizon > 0.0 && options.horizon <= FARTHEST) {
        return Err(Fault::invalid("horizon", "out_of_range").with("min", 0).with("max", FARTHEST));
    }
    if !(options.discount >= 0.0 && options.discount.is_finite()) {
        return Err(Fault::invalid("discount", "out_of_range").with("min", 0).with("max", "∞"));
    }
    let learnt = learn(&options.fit, Asked::Customers)?;
    score::print(&learnt, options, output);
    Ok(())
}

/// Whether anybody will ask who is who: a million names take memory that a fit needs not.
#[derive(PartialEq, Eq)]
enum Asked {
    Model,
    Customers,
}

fn learn(options: &Options, asked: Asked) -> Result<Learnt, Fault> {
    let unit = options.unit.days();
    if let (Some(until), Some(end)) = (options.until, options.holdout_until)
        && end <= until
    {
        return Err(Fault::invalid("holdout-until", "before_start"));
    }
    let window = Window { until: options.until.unwrap_or(i32::MAX), holdout_until: options.holdout_until };
    let mut candidates = Vec::new();
    let mut seconds = 0.0;
    let mut family = options.model.family();
    if family.is_none() && options.holdout_until.is_none() {
        // No holdout was named: the last third of the time is one.
        let (first, last) = purchases::days(&options.purchases)?;
        let end = options.until.unwrap_or(last).min(last);
        let until = i32::try_from((i64::from(first) + 2 * i64::from(end)) / 3).unwrap_or(end);
        let mut early = purchases::read(&options.purchases, Window { until, holdout_until: Some(end) })?;
        early.names = Names::default();
        let started = Instant::now();
        candidates = purchase::choose(&early.ledger, unit, f64::from(end - until) / unit)?;
        family = candidates.first().map(|best| best.family);
        seconds += started.elapsed().as_secs_f64();
    }
    let mut purchases = purchases::read(&options.purchases, window)?;
    if asked == Asked::Model {
        purchases.names = Names::default();
    }
    let started = Instant::now();
    let horizon = options.holdout_until.map(|end| f64::from(end - purchases.ledger.until()) / unit);
    let fit = match (family, horizon) {
        (None, Some(horizon)) => {
            candidates = purchase::choose(&purchases.ledger, unit, horizon)?;
            let chosen = candidates.first().and_then(|best| best.outcome.as_ref().ok());
            chosen.map(|(fit, _)| *fit).ok_or(Unidentified::NoCustomers)?
        }
        (family, _) => purchase::fit(&purchases.ledger.cohort(unit)?, family.unwrap_or(Family::BgNbd))?,
    };
    seconds += started.elapsed().as_secs_f64();
    let holdout = horizon.and_then(|t| Holdout::measure(&fit.parameters, &purchases.ledger, unit, t));
    let spend = if purchases.amounts { gamma_gamma::fit(spends(&purchases)).ok() } else { None };
    let mut warnings = Vec::new();
    if !fit.converged {
        warnings.push("not_converged");
    }
    if purchases.amounts && spend.is_none() {
        warnings.push("spend_not_identified");
    }
    if spend.is_some_and(|spend| spend.correlation.abs() > 0.3) {
        warnings.push("spend_depends_on_frequency");
    }
    if purchases.days.1 > kehu_core::Clock::System.now().date_in(kehu_core::system_zone()).num_days_from_ce() {
        warnings.push("future_dates");
    }
    Ok(Learnt { purchases, fit, spend, holdout, candidates, warnings, seconds })
}

/// What each customer of the window spent on repeats.
fn spends(purchases: &Purchases) -> impl Iterator<Item = Spend> + '_ {
    let ledger = &purchases.ledger;
    ledger.tallies().iter().filter(|t| ledger.counts(t) && t.repeats > 0).map(|t| t.spent())
}

impl Choice {
    fn family(self) -> Option<Family> {
        match self {
            Self::Bgnbd => Some(Family::BgNbd),
            Self::Pnbd => Some(Family::ParetoNbd),
            Self::Mbgnbd => Some(Family::MbgNbd),
            Self::Mbgcnbd => Some(Family::MbgCnbd),
            Self::Auto => None,
        }
    }
}

fn short(family: Family) -> &'static str {
    match family {
        Family::BgNbd => "bgnbd",
        Family::ParetoNbd => "pnbd",
        Family::MbgNbd => "mbgnbd",
        Family::MbgCnbd => "mbgcnbd",
    }
}

fn report(options: &Options, learnt: &Learnt) -> Value {
    let fit = &learnt.fit;
    let model = fit.parameters.model();
    let named = |values: [f64; 4]| -> Map<String, Value> {
        model.names().into_iter().zip(values).map(|(name, value)| (name.to_owned(), json!(value))).collect()
    };
    let mut params = named(fit.parameters.values());
    if let Model::MbgCnbd { k } = model {
        params.insert("k".to_owned(), json!(k));
    }
    let candidates: Vec<Value> = learnt.candidates.iter().map(candidate).collect();
    json!({
        "model": short(model.family()),
        "n": fit.customers,
        "unit": options.unit.to_possible_value().map(|unit| unit.get_name().to_owned()),
        "until": day::show(learnt.purchases.ledger.until()),
        "params": params,
        "standard_errors": fit.standard_errors().map(named),
        "log_likelihood": fit.log_likelihood,
        "converged": fit.converged,
        "seconds": learnt.seconds,
        "holdout": learnt.holdout.as_ref().map(holdout),
        "spend": learnt.spend.as_ref().map(spend),
        "candidates": candidates,
        "warnings": learnt.warnings,
    })
}

fn holdout(holdout: &Holdout) -> Value {
    json!({
        "actual": holdout.actual,
        "predicted": holdout.predicted,
        "mae": holdout.mae,
        "rmse": holdout.rmse,
        "correlation": holdout.correlation,
        "tracking": holdout.tracking,
    })
}

fn spend(spend: &SpendFit) -> Value {
    json!({
        "p": spend.parameters.p,
        "q": spend.parameters.q,
        "gamma": spend.parameters.gamma,
        "log_likelihood": spend.log_likelihood,
        "converged": spend.converged,
        "n": spend.customers,
        "correlation": spend.correlation,
    })
}

fn candidate(candidate: &Candidate) -> Value {
    match &candidate.outcome {
        Ok((fit, measured)) => {
            json!({ "model": short(candidate.family), "converged": fit.converged, "holdout": holdout(measured) })
        }
        Err(reason) => json!({ "model": short(candidate.family), "reason": reason.to_string() }),
    }
}

fn lines(learnt: &Learnt, words: &Words) -> Vec<String> {
    let fit = &learnt.fit;
    let model = fit.parameters.model();
    let (n, likelihood) = (fit.customers.to_string(), format!("{:.3}", fit.log_likelihood));
    let mut lines =
        vec![words.say("model", &[("model", model.family().name()), ("n", &n), ("likelihood", &likelihood)])];
    if let Model::MbgCnbd { k } = model {
        lines.push(words.say("parameter", &[("name", "k"), ("value", &k.to_string()), ("error", "–")]));
    }
    let errors = fit.standard_errors().map(|errors| errors.map(|error| format!("{error:.4}")));
    for (i, (name, value)) in model.names().into_iter().zip(fit.parameters.values()).enumerate() {
        let error = errors.as_ref().map_or("–", |errors| errors[i].as_str());
        lines.push(words.say("parameter", &[("name", name), ("value", &format!("{value:.5}")), ("error", error)]));
    }
    if let Some(holdout) = &learnt.holdout {
        lines.push(words.say(
            "holdout",
            &[
                ("predicted", &format!("{:.0}", holdout.predicted)),
                ("actual", &holdout.actual.to_string()),
                ("mae", &format!("{:.3}", holdout.mae)),
                ("correlation", &format!("{:.3}", holdout.correlation)),
            ],
        ));
    }
    if let Some(SpendFit { parameters, .. }) = &learnt.spend {
        lines.push(words.say(
            "spend",
            &[
                ("p", &format!("{:.4}", parameters.p)),
                ("q", &format!("{:.4}", parameters.q)),
                ("gamma", &format!("{:.4}", parameters.gamma)),
            ],
        ));
    }
    lines.extend(learnt.warnings.iter().map(|warning| words.say(warning, &[])));
    lines
}

impl From<Unidentified> for Fault {
    fn from(reason: Unidentified) -> Self {
        let fault = |code| Self::new("unanswerable").with("code", code);
        match reason {
            Unidentified::NoCustomers => fault("no_customers"),
            Unidentified::NoTime { customers } => fault("no_time").with("customers", customers),
            Unidentified::TooFewRepeatBuyers { model, once, customers, needed } => fault("too_few_repeat_buyers")
                .with("model", model)
                .with("once", once)
                .with("customers", customers)
                .with("needed", needed),
            Unidentified::Identical { model, customers } => {
                fault("identical").with("model", model).with("customers", customers)
            }
            Unidentified::NoGaps => fault("no_gaps"),
            Unidentified::Impossible { what, value } => fault("impossible").with("what", what).with("value", value),
            other => Self::new("unanswerable").with("reason", other),
        }
    }
}
