//! What each column of the file is, and whether it may be learned from.

use std::collections::{BTreeSet, HashMap};

use kehu_models::outcome::leakage::{self, Leak};
use kehu_models::outcome::{Column, MISSING};
use serde_json::{Value, json};

use super::dates;
use super::outcomes::Outcomes;
use super::sheet::Sheet;
use crate::fault::Fault;

/// Words in the name of a column that is written when the case closes.
const AFTERWARDS: [&str; 12] =
    ["close", "closed", "closing", "lost", "loss", "won", "outcome", "关闭", "关单", "结案", "输单", "赢单"];
/// Words that make the same name a plan made before.
const BEFOREHAND: [&str; 7] = ["expected", "planned", "forecast", "target", "estimated", "预计", "计划"];

/// Distinct values up to which whole numbers may be codes.
const MOST_CODES: usize = 64;

/// The columns to learn from, and what was found on the way.
#[derive(Debug)]
pub struct Table {
    pub features: Vec<Feature>,
    /// The stage at the time, if a column says it.
    pub stage: Option<Vec<String>>,
    /// The day by which cases are ordered, and its column.
    pub order: Option<(String, Vec<Option<i32>>)>,
    pub left_out: Vec<(String, &'static str)>,
    pub warnings: Vec<Value>,
}

#[derive(Debug)]
pub struct Feature {
    pub name: String,
    pub cells: Cells,
}

#[derive(Debug)]
pub enum Cells {
    Number(Vec<f64>),
    Level(Vec<u32>),
}

impl Feature {
    /// The cells of some rows.
    pub fn pick(&self, rows: &[usize]) -> Cells {
        match &self.cells {
            Cells::Number(values) => Cells::Number(rows.iter().map(|&row| values[row]).collect()),
            Cells::Level(levels) => Cells::Level(rows.iter().map(|&row| levels[row]).collect()),
        }
    }
}

impl Cells {
    pub fn view(&self) -> Column<'_> {
        match self {
            Self::Number(values) => Column::Number(values),
            Self::Level(levels) => Column::Level(levels),
        }
    }
}

impl Table {
    pub fn of(sheet: &Sheet, outcomes: &Outcomes) -> Result<Self, Fault> {
        let closed = outcomes.closed();
        let won = outcomes.won(&closed);
        let open: Vec<usize> = (0..sheet.rows).filter(|&row| outcomes.of[row].is_none()).collect();
        let mut table = Self { features: vec![], stage: None, order: None, left_out: vec![], warnings: vec![] };
        for (place, name) in sheet.names.iter().enumerate().filter(|(place, _)| *place != outcomes.column) {
            let cells = &sheet.columns[place];
            let filled = |rows: &[usize]| rows.iter().filter(|&&row| !cells[row].is_empty()).count();
            if filled(&closed) == 0 {
                table.left_out.push((name.clone(), "empty"));
                continue;
            }
            let days = dates::column(cells);
            let after = written_afterwards(name);
            if let Some(days) = &days
                && (table.order.is_none() || after)
            {
                table.order = Some((name.clone(), days.clone()));
            }
            let read = match &days {
                Some(days) => Cells::Number(days.iter().map(|d| d.map_or(f64::NAN, f64::from)).collect()),
                None => match numbers(cells) {
                    Some(values) => Cells::Number(values),
                    None => Cells::Level(levels(cells)),
                },
            };
            let feature = Feature { name: name.clone(), cells: read };
            let known = feature.pick(&closed);
            let open_filled = (!open.is_empty()).then(|| filled(&open) as f64 / open.len() as f64);
            let leak = leakage::look(known.view(), &won, open_filled)?;
            if leak.is_some() || after {
                table.warnings.push(warning(name, leak));
                table.left_out.push((name.clone(), "leakage"));
                continue;
            }
            if days.is_none() && identifies(name, &feature, cells, &closed) {
                table.left_out.push((name.clone(), "identifier"));
                continue;
            }
            if name.to_lowercase().contains("stage") || name.contains("阶段") {
                table.stage = Some(cells.clone());
            }
            match days {
                Some(days) => table.features.extend(seasons(name, &days)),
                None => {
                    table.features.extend(code(&feature, &closed, cells));
                    table.features.push(feature);
                }
            }
        }
        Ok(table)
    }
}

fn warning(column: &str, leak: Option<Leak>) -> Value {
    match leak {
        Some(Leak::FilledAfterClosing { closed, open }) => json!({
            "kind": "leakage", "column": column, "reason": "filled_only_after_closing",
            "filled_closed": closed, "filled_open": open,
        }),
        Some(Leak::Decides { cases }) => {
            json!({ "kind": "leakage", "column": column, "reason": "decides_the_outcome", "cases": cases })
        }
        Some(Leak::TooPerfect { auc }) => {
            json!({ "kind": "leakage", "column": column, "reason": "too_perfect", "auc": auc })
        }
        None => json!({ "kind": "leakage", "column": column, "reason": "named_after_closing" }),
    }
}

/// `close_value` and `lost_reason` are, `expected_close_date` and `closet_type` are not.
fn written_afterwards(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is = |word: &&str| {
        if word.is_ascii() {
            lower.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word)
        } else {
            lower.contains(*word)
        }
    };
    AFTERWARDS.iter().any(is) && !BEFOREHAND.iter().any(is)
}

/// Numbers where nearly all filled cells are some; what is none counts as not known.
fn numbers(cells: &[String]) -> Option<Vec<f64>> {
    let values: Vec<f64> = cells.iter().map(|cell| number(cell)).collect();
    let filled = cells.iter().filter(|c| !c.is_empty()).count();
    let read = values.iter().filter(|v| !v.is_nan()).count();
    (read > 0 && read * 20 >= filled * 19).then_some(values)
}

fn number(cell: &str) -> f64 {
    let plain: String =
        cell.chars().filter(|c| !matches!(c, ',' | '，' | '$' | '¥' | '￥' | '€' | '%' | ' ')).collect();
    let starts = plain.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    plain.parse().ok().filter(|x: &f64| starts && x.is_finite()).unwrap_or(f64::NAN)
}

fn levels(cells: &[String]) -> Vec<u32> {
    let mut known: HashMap<&str, u32> = HashMap::new();
    cells
        .iter()
        .map(|cell| {
            if cell.is_empty() {
                return MISSING;
            }
            let next = u32::try_from(known.len()).unwrap_or(MISSING);
            *known.entry(cell.as_str()).or_insert(next)
        })
        .collect()
}

/// A name or number that is new in nearly every row tells cases apart but says nothing about the next one.
fn identifies(name: &str, feature: &Feature, cells: &[String], closed: &[usize]) -> bool {
    let filled: Vec<&str> = closed.iter().map(|&row| cells[row].as_str()).filter(|cell| !cell.is_empty()).collect();
    let mut distinct = filled.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let unique = filled.len() > 10 && distinct.len() * 10 >= filled.len() * 9;
    let lower = name.to_lowercase();
    let called = lower == "id" || lower.ends_with("_id") || lower.ends_with(" id") || name.ends_with("编号");
    unique && (called || matches!(feature.cells, Cells::Level(_)))
}

/// Whole numbers of few values may be codes, such as 3 for the south: then each value has an effect of its own beside the
/// line through all.
fn code(feature: &Feature, closed: &[usize], cells: &[String]) -> Option<Feature> {
    let Cells::Number(values) = &feature.cells else { return None };
    if values.iter().any(|x| !x.is_nan() && x.fract() != 0.0) {
        return None;
    }
    let distinct: BTreeSet<&str> = closed.iter().map(|&row| cells[row].as_str()).collect();
    ((3..=MOST_CODES).contains(&distinct.len()) && distinct.len() * 10 <= closed.len())
        .then(|| Feature { name: format!("{} (code)", feature.name), cells: Cells::Level(levels(cells)) })
}

/// A day says nothing about later years, but its day of the week comes back, and its month if two years are there to
/// show it.
fn seasons(name: &str, days: &[Option<i32>]) -> Vec<Feature> {
    let level = |called: &str, of: fn((u32, u32)) -> u32| Feature {
        name: format!("{name} ({called})"),
        cells: Cells::Level(days.iter().map(|day| day.map_or(MISSING, |day| of(dates::season(day)))).collect()),
    };
    let (first, last) = (days.iter().flatten().min(), days.iter().flatten().max());
    let years = first.zip(last).is_some_and(|(first, last)| last - first >= 2 * 365);
    let month = years.then(|| level("month", |season| season.0));
    month.into_iter().chain([level("weekday", |season| season.1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_written_afterwards() {
        for name in ["close_date", "Closed Date", "lost_reason", "close_value", "关闭日期", "输单原因"] {
            assert!(written_afterwards(name), "{name}");
        }
        for name in ["expected_close_date", "closet_type", "created", "预计关闭日期", "amount"] {
            assert!(!written_afterwards(name), "{name}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(number("¥1,234.50"), 1234.5);
        assert_eq!(number("12%"), 12.0);
        for cell in ["", "inf", "NaN", "GTX 5", "1e999"] {
            assert!(number(cell).is_nan(), "{cell}");
        }
    }

    #[test]
    fn columns_are_sorted_into_what_may_be_learned_from() {
        let rows = 200;
        let mut sheet = Sheet { names: vec![], columns: vec![], rows };
        let mut add = |name: &str, of: &dyn Fn(usize) -> String| {
            sheet.names.push(name.to_owned());
            sheet.columns.push((0..rows).map(of).collect());
        };
        let closed = |i: usize| i < 160;
        add("won", &|i| if closed(i) { (i / 5 % 2).to_string() } else { String::new() });
        add("opportunity_id", &|i| format!("X{i}"));
        add("owner", &|i| ["Li", "Wang", "Chen"][i % 3].to_owned());
        add("amount", &|i| (i * 37 % 91).to_string());
        add("signed_on", &|i| if closed(i) { format!("2026-01-{:02}", i % 28 + 1) } else { String::new() });
        add("created", &|i| format!("{}-{:02}-11", 2022 + i / 50, i % 12 + 1));
        let outcomes = Outcomes::find(&sheet, "won").unwrap();
        let table = Table::of(&sheet, &outcomes).unwrap();
        let names: Vec<&str> = table.features.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["owner", "amount", "created (month)", "created (weekday)"]);
        assert_eq!(table.left_out, [("opportunity_id".to_owned(), "identifier"), ("signed_on".to_owned(), "leakage")]);
        assert_eq!(table.warnings[0]["reason"], "filled_only_after_closing");
    }
}
