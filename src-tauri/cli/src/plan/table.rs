//! A CSV file with a header, read whole.

use std::fs;
use std::path::Path;

use crate::fault::Fault;

/// The text of a file.
pub fn text(path: &Path) -> Result<String, Fault> {
    let unreadable = |reason: &dyn std::fmt::Display| {
        Fault::new("file").with("code", "unreadable").with("path", path.display()).with("reason", reason)
    };
    let bytes = fs::read(path).map_err(|error| unreadable(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| unreadable(&error))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Fault::new("file").with("code", "empty").with("path", path.display()));
    }
    Ok(text)
}

/// Header and rows, trimmed.
#[derive(Debug)]
pub struct Table {
    pub header: Vec<String>,
    /// Each with its line in the file, from 1.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl Table {
    /// Reads a file. A row may be shorter than the header, not longer.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let text = text(path)?;
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
        let broken = |error: &csv::Error| Fault::new("file").with("code", "unreadable").with("reason", error);
        let header: Vec<String> = reader.headers().map_err(|e| broken(&e))?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| broken(&e))?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() > header.len() {
                return Err(Fault { row: Some(line), ..Fault::invalid("row", "plan.too_many_cells") });
            }
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        if rows.is_empty() {
            return Err(Fault::new("file").with("code", "empty").with("path", path.display()));
        }
        Ok(Self { header, rows })
    }

    /// Where a column is, if it is there.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|header| header.eq_ignore_ascii_case(name))
    }

    /// Where a column is that has to be there.
    pub fn column(&self, name: &str) -> Result<usize, Fault> {
        self.find(name).ok_or_else(|| Fault::invalid(name, "plan.missing_column").with("name", name))
    }

    /// A finite number.
    pub fn number(&self, row: &(u64, Vec<String>), column: usize) -> Result<f64, Fault> {
        let cell = row.1.get(column).map_or("", String::as_str);
        cell.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| self.bad(row, column))
    }

    /// The refusal of a cell.
    pub fn bad(&self, row: &(u64, Vec<String>), column: usize) -> Fault {
        let place = (Some(row.0), Some(column as u64 + 1));
        Fault { row: place.0, column: place.1, ..Fault::invalid(&self.header[column], "number.invalid") }
    }
}
