//! The model and the simple answers, fitted on the older cases and scored on the newer ones.

use std::collections::HashMap;
use std::time::Instant;

use kehu_models::outcome::Column;
use kehu_models::outcome::baseline::{BaseRate, NaiveBayes, stage_default};
use kehu_models::outcome::logistic::{Logistic, MIN_CLOSED, Shape};
use kehu_models::outcome::measure::{BINS, Scores, calibration_noise};
use kehu_models::outcome::signal::{self, Folds, Signal};
use serde_json::{Value, json};

use super::columns::{Cells, Table};
use super::outcomes::Outcomes;
use super::split::Cases;
use crate::fault::Fault;

/// What came out. Scores are absent where they cannot be measured.
pub struct Evaluation {
    pub closed: usize,
    pub won: usize,
    pub base: BaseRate,
    /// Of what Kehu would say: the model where there is signal, else the base rate.
    pub said: Option<Scores>,
    /// Of the model, whether or not it may speak.
    pub fitted: Option<Scores>,
    pub noise: Option<f64>,
    pub baselines: [(&'static str, Option<Scores>); 3],
    pub tested: Option<Signal>,
    pub signal: bool,
    pub converged: Option<bool>,
    pub seconds: f64,
    pub warnings: Vec<Value>,
}

impl Evaluation {
    pub fn of(table: &Table, outcomes: &Outcomes, cases: &Cases) -> Result<Self, Fault> {
        let closed = outcomes.closed();
        let won = outcomes.won(&closed).iter().filter(|w| **w).count();
        let base = BaseRate::of(won as u64, closed.len() as u64)?;
        let (train_won, test_won) = (outcomes.won(&cases.train), outcomes.won(&cases.test));
        let pick = |rows: &[usize]| -> Vec<Cells> { table.features.iter().map(|f| f.pick(rows)).collect() };
        let (train, test) = (pick(&cases.train), pick(&cases.test));
        let (train, test): (Vec<Column<'_>>, Vec<Column<'_>>) =
            (train.iter().map(Cells::view).collect(), test.iter().map(Cells::view).collect());
        let mut warnings = table.warnings.clone();
        let lack = lack(table, closed.len(), &train_won, &test_won);
        let able = lack.as_ref().is_none_or(|(_, able)| *able);
        warnings.extend(lack.map(|(warning, _)| warning));

        let started = Instant::now();
        let model = able.then(|| Logistic::fit(&train, &train_won, Shape::WithPairs)).transpose()?;
        let seconds = started.elapsed().as_secs_f64();
        let probabilities = match &model {
            Some(model) => Some(model.estimate(&test)?.iter().map(|e| e.probability).collect()),
            None => None,
        };
        let measure = |p: &[f64]| Scores::of(p, &test_won).ok();
        let fitted = probabilities.as_ref().and_then(|p: &Vec<f64>| measure(p));
        let noise = probabilities.as_ref().and_then(|p| calibration_noise(p, &test_won, BINS).ok());
        let rate = share(&train_won);
        let naive = able.then(|| NaiveBayes::fit(&train, &train_won).and_then(|n| n.estimate(&test)).ok()).flatten();
        let baselines = [
            ("base_rate", measure(&vec![rate; test_won.len()])),
            ("stage_default", measure(&by_stage(table, cases, &train_won, rate))),
            ("naive_bayes", naive.as_deref().and_then(measure)),
        ];
        let folds = if cases.by_time { Folds::Forward } else { Folds::Shuffled { seed: 1 } };
        let tested = able.then(|| signal::test(&train, &train_won, folds).ok()).flatten();
        let loses = fitted.zip(baselines[0].1).is_some_and(|(ours, base)| ours.log_loss >= base.log_loss);
        let present = tested.is_some_and(|t| t.present);
        if present && loses {
            warnings.push(json!({ "kind": "loses_to_base_rate" }));
        }
        let signal = present && !loses;
        Ok(Self {
            closed: closed.len(),
            won,
            base,
            said: if signal { fitted } else { baselines[0].1 },
            fitted,
            noise,
            baselines,
            tested,
            signal,
            converged: model.as_ref().map(Logistic::converged),
            seconds,
            warnings,
        })
    }
}

/// What is missing, and whether the model can be fitted all the same.
fn lack(table: &Table, closed: usize, train: &[bool], test: &[bool]) -> Option<(Value, bool)> {
    let mixed = train.iter().any(|w| *w) && !train.iter().all(|w| *w);
    let known = if closed < MIN_CLOSED { closed } else { train.len() };
    if known < MIN_CLOSED {
        let warning = json!({
            "kind": "too_little_data", "closed": closed, "train": train.len(), "needed": MIN_CLOSED,
            "missing": MIN_CLOSED - known,
        });
        return Some((warning, false));
    }
    if !mixed {
        return Some((json!({ "kind": "one_outcome", "cases": train.len() }), false));
    }
    if table.features.is_empty() {
        return Some((json!({ "kind": "no_columns" }), false));
    }
    test.is_empty().then(|| (json!({ "kind": "nothing_to_predict" }), true))
}

fn share(won: &[bool]) -> f64 {
    (won.iter().filter(|w| **w).count() as f64 + 0.5) / (won.len() as f64 + 1.0)
}

/// The percentage that goes with each stage: the usual one where its name is known, else the stage's own rate so far.
/// Without a stage column there is one stage.
fn by_stage(table: &Table, cases: &Cases, won: &[bool], rate: f64) -> Vec<f64> {
    let Some(stages) = &table.stage else { return vec![rate; cases.test.len()] };
    let mut past: HashMap<&str, Vec<bool>> = HashMap::new();
    for (row, won) in cases.train.iter().zip(won) {
        past.entry(&stages[*row]).or_default().push(*won);
    }
    let of = |stage: &str| stage_default(stage).or_else(|| past.get(stage).map(|won| share(won))).unwrap_or(rate);
    cases.test.iter().map(|&row| of(&stages[row])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::win::sheet::Sheet;
    use crate::model::win::split::Split;

    /// Cases of three owners; `swing` is how much the owner matters, in percent.
    fn evaluated(rows: u64, swing: u64) -> Evaluation {
        let mut text = "owner,amount,created,won\n".to_owned();
        for i in 0..rows {
            let chance = i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
            let owner = chance % 3;
            let won = (chance / 3 * 7_919) % 100 < 40 + swing * owner;
            text += &format!(
                "{},{},2026-01-{:02},{}\n",
                ["Li", "Wang", "Chen"][owner as usize],
                chance % 97,
                i * 27 / rows + 1,
                u8::from(won)
            );
        }
        let sheet = Sheet::parse(&text).unwrap();
        let outcomes = Outcomes::find(&sheet, "won").unwrap();
        let table = Table::of(&sheet, &outcomes).unwrap();
        let cases = Cases::of(&table, &outcomes, &Split::Share(0.7));
        assert!(cases.by_time);
        Evaluation::of(&table, &outcomes, &cases).unwrap()
    }

    #[test]
    fn signal_is_claimed_where_there_is_some_and_only_there() {
        let real = evaluated(1_500, 20);
        assert!(real.signal && real.said.unwrap().auc > 0.58, "{:?}", real.tested);
        let none = evaluated(1_500, 0);
        assert!(!none.signal, "{:?}", none.tested);
        assert_eq!(none.said, none.baselines[0].1, "without signal the base rate speaks");
    }

    #[test]
    fn too_few_cases_give_the_base_rate_and_what_is_missing() {
        let few = evaluated(14, 20);
        assert!(!few.signal && few.fitted.is_none());
        assert_eq!(few.warnings[0]["kind"], "too_little_data");
        assert_eq!(few.warnings[0]["missing"], 6, "of closed cases, not of those learned from");
        assert!(few.base.interval95.0 < few.base.rate && few.base.rate < few.base.interval95.1);
    }
}
