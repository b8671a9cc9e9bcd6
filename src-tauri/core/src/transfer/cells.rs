//! Reading one row: every field from its column, every bad cell into an issue.

use chrono::{NaiveDate, TimeZone as _};

use super::compile::Compiled;
use super::csv::guard::unguard;
use super::csv::rows::Row;
use super::plan::{ImportIssue, IssueEffect};
use super::values::date;
use crate::clock::Instant;
use crate::fields::{FieldKind, Value};
use crate::text::normal::{clean, clean_lines, fold};
use crate::{FieldError, parse_scaled};

/// Characters of a name.
pub(crate) const MAX_NAME: usize = crate::customers::store::MAX_NAME;

/// A record with what is needed to account for its cells.
#[derive(Debug)]
pub(crate) struct Parsed<T> {
    pub(crate) row: Row,
    /// Columns whose cell is already known to be lost.
    pub(crate) lost: Vec<usize>,
    pub(crate) record: T,
}

/// A cell that names another record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) column: usize,
    /// Cleaned.
    pub(crate) name: String,
}

/// One row being read.
pub(crate) struct Cells<'a> {
    row: &'a Row,
    pub(crate) plan: &'a Compiled,
    issues: &'a mut Vec<ImportIssue>,
    lost: Vec<usize>,
    refused: bool,
}

impl<'a> Cells<'a> {
    pub(crate) fn new(row: &'a Row, plan: &'a Compiled, issues: &'a mut Vec<ImportIssue>) -> Self {
        Self { row, plan, issues, lost: Vec::new(), refused: false }
    }

    /// The columns that were lost; none when the row cannot be stored.
    pub(crate) fn finish(self) -> Option<Vec<usize>> {
        (!self.refused).then_some(self.lost)
    }

    /// The filled cell of a field.
    pub(crate) fn cell(&self, key: &str) -> Option<(usize, &'a str)> {
        self.cells(key).next()
    }

    /// The filled cells of a field, from the left.
    pub(crate) fn cells(&self, key: &str) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let row = self.row;
        let plan = self.plan;
        plan.columns(key)
            .iter()
            .map(move |&column| (column, unguard(row.cell(column))))
            .filter(|(_, cell)| !cell.is_empty())
    }

    /// The row is stored without this cell.
    pub(crate) fn lose(&mut self, column: usize, error: FieldError) {
        if !self.lost.contains(&column) {
            self.lost.push(column);
            self.issues.push(issue(self.row.number, Some(column), error, IssueEffect::Cell));
        }
    }

    /// The row is not stored.
    pub(crate) fn refuse(&mut self, column: Option<usize>, error: FieldError) {
        if !self.refused {
            self.refused = true;
            self.issues.push(issue(self.row.number, column, error, IssueEffect::Row));
        }
    }

    /// Everything is stored; somebody should look.
    pub(crate) fn note(&mut self, column: usize, error: FieldError) {
        self.issues.push(issue(self.row.number, Some(column), error, IssueEffect::Note));
    }

    /// One line of text.
    pub(crate) fn text(&mut self, key: &str, max: usize) -> Option<String> {
        let (column, cell) = self.cell(key)?;
        self.line(column, cell, max)
    }

    /// A cell as one line of text.
    pub(crate) fn line(&mut self, column: usize, cell: &str, max: usize) -> Option<String> {
        match clean(cell, max) {
            Ok(Some(text)) => return Some(text),
            Ok(None) => self.lose(column, FieldError::new("", "invalid")),
            Err(_) => self.lose(column, FieldError::new("", "too_long").with("max", max)),
        }
        None
    }

    /// One line of text without which the row is not stored.
    pub(crate) fn required(&mut self, key: &str, max: usize) -> String {
        let Some((column, cell)) = self.cell(key) else {
            self.refuse(self.plan.columns(key).first().copied(), FieldError::new(key, "required"));
            return String::new();
        };
        match clean(cell, max) {
            Ok(Some(text)) => return text,
            Ok(None) => self.refuse(Some(column), FieldError::new(key, "required")),
            Err(_) => self.refuse(Some(column), FieldError::new(key, "too_long").with("max", max)),
        }
        String::new()
    }

    /// Text of several lines, from all columns of the field.
    pub(crate) fn lines(&mut self, key: &str, max: usize) -> Option<String> {
        let mut all = String::new();
        for (column, cell) in self.cells(key) {
            let used = if all.is_empty() { 0 } else { all.chars().count() + 1 };
            match clean_lines(cell, max.saturating_sub(used)) {
                Ok(Some(text)) if all.is_empty() => all = text,
                Ok(Some(text)) => {
                    all.push('\n');
                    all.push_str(&text);
                }
                Ok(None) => self.lose(column, FieldError::new("", "invalid")),
                Err(_) => self.lose(column, FieldError::new("", "too_long").with("max", max)),
            }
        }
        (!all.is_empty()).then_some(all)
    }

    /// A cell read by `read`; `code` when it cannot be.
    pub(crate) fn read<T>(&mut self, key: &str, code: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let (column, cell) = self.cell(key)?;
        let value = read(cell);
        if value.is_none() {
            self.lose(column, FieldError::new("", code).with("value", shortened(cell)));
        }
        value
    }

    /// The name of another record.
    pub(crate) fn named(&mut self, key: &str) -> Option<Named> {
        let (column, cell) = self.cell(key)?;
        Some(Named { column, name: self.line(column, cell, MAX_NAME)? })
    }

    pub(crate) fn date(&mut self, key: &str) -> Option<NaiveDate> {
        let order = self.plan.order;
        self.read(key, "date.invalid", |cell| date::parse(cell, order))
    }

    /// A moment; a date alone is its midnight in the workspace's zone.
    pub(crate) fn moment(&mut self, key: &str) -> Option<Instant> {
        let (order, zone) = (self.plan.order, self.plan.zone);
        self.read(key, "date.invalid", |cell| {
            let local = date::parse_moment(cell, order)?;
            // Where clocks went forward the hour does not exist; the next one does.
            let there = |at| zone.from_local_datetime(&at).earliest();
            let moment = there(local).or_else(|| there(local + chrono::TimeDelta::hours(1)))?;
            Some(Instant::from_ms(moment.timestamp_millis()))
        })
    }

    /// Words, parted by commas and the like, from all columns of the field.
    pub(crate) fn words(&mut self, key: &str, max: usize) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for (column, cell) in self.cells(key) {
            for part in cell.split([',', ';', '，', '；', '、', '|', '\n']).filter(|part| !part.trim().is_empty()) {
                if let Some(word) = self.line(column, part, max)
                    && !words.iter().any(|known| fold(known) == fold(&word))
                {
                    words.push(word);
                }
            }
        }
        words
    }

    /// The custom values: the position in the plan's list of custom columns, and the value.
    pub(crate) fn custom(&mut self) -> Vec<(usize, Value)> {
        let plan = self.plan;
        let mut values = Vec::new();
        for (position, custom) in plan.custom.iter().enumerate() {
            let cell = unguard(self.row.cell(custom.column));
            if cell.is_empty() {
                continue;
            }
            let (value, code) = match custom.kind {
                FieldKind::Text => (self.line(custom.column, cell, 4000).map(Value::Text), "invalid"),
                FieldKind::Date => (date::parse(cell, plan.order).map(Value::Date), "date.invalid"),
                FieldKind::Number => {
                    let number = super::values::number::parse(cell).and_then(|n| parse_scaled(&n.decimal, 4));
                    (number.map(Value::Number), "number.invalid")
                }
            };
            match value {
                Some(value) => values.push((position, value)),
                None => self.lose(custom.column, FieldError::new("", code).with("value", shortened(cell))),
            }
        }
        values
    }
}

/// An issue as it crosses to the shells.
pub(crate) fn issue(row: u64, column: Option<usize>, error: FieldError, effect: IssueEffect) -> ImportIssue {
    let column = column.map(|column| column as u32);
    ImportIssue { row: u32::try_from(row).unwrap_or(u32::MAX), column, code: error.code, data: error.data, effect }
}

/// The beginning of a value, for a sentence.
pub(crate) fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}
