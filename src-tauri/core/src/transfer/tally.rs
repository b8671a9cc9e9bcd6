//! The account of a run: cells in, cells stored, and every difference named.

use super::cells::issue;
use super::csv::rows::Row;
use super::plan::{ColumnReport, ImportIssue, ImportPlan, ImportReport, IssueEffect};
use crate::FieldError;

/// Issues that are kept; all are counted.
const KEPT: usize = 1_000;

/// Counts of a batch or of a run.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    pub(crate) rows: u32,
    pub(crate) stored: u32,
    pub(crate) skipped: u32,
    pub(crate) filtered: u32,
    pub(crate) made: u32,
    filled: Vec<u32>,
    kept: Vec<u32>,
    issues: Vec<ImportIssue>,
    issues_total: u32,
}

impl Tally {
    pub(crate) fn new(width: usize) -> Self {
        Self {
            rows: 0,
            stored: 0,
            skipped: 0,
            filtered: 0,
            made: 0,
            filled: vec![0; width],
            kept: vec![0; width],
            issues: Vec::new(),
            issues_total: 0,
        }
    }

    /// A row that was asked for.
    pub(crate) fn count(&mut self, row: &Row) {
        self.rows += 1;
        for (filled, cell) in self.filled.iter_mut().zip(row.cells()) {
            *filled += u32::from(!cell.is_empty());
        }
    }

    /// The row became a record, without the cells in `lost`.
    pub(crate) fn store(&mut self, row: &Row, lost: &[usize]) {
        self.stored += 1;
        for (column, (kept, cell)) in self.kept.iter_mut().zip(row.cells()).enumerate() {
            *kept += u32::from(!cell.is_empty() && !lost.contains(&column));
        }
    }

    /// A cell of a stored row turned out to lead nowhere.
    pub(crate) fn lose(&mut self, column: usize) {
        if let Some(kept) = self.kept.get_mut(column) {
            *kept -= 1;
        }
    }

    /// The row did not become a record.
    pub(crate) fn skip(&mut self, issue: ImportIssue) {
        self.skipped += 1;
        self.report(issue);
    }

    /// A row with too few cells is stored, and looked at.
    pub(crate) fn short(&mut self, row: &Row, width: usize) {
        if row.len() < width {
            let error = FieldError::new("", "row.short").with("cells", row.len()).with("columns", width);
            self.report(issue(row.number, Some(row.len()), error, IssueEffect::Note));
        }
    }

    pub(crate) fn report(&mut self, issue: ImportIssue) {
        self.issues_total += 1;
        if self.issues.len() < KEPT {
            self.issues.push(issue);
        }
    }

    /// Adds a batch.
    pub(crate) fn add(&mut self, batch: Self) {
        self.rows += batch.rows;
        self.stored += batch.stored;
        self.skipped += batch.skipped;
        self.filtered += batch.filtered;
        self.made += batch.made;
        let sum = |all: &mut [u32], more: &[u32]| all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
        sum(&mut self.filled, &batch.filled);
        sum(&mut self.kept, &batch.kept);
        self.issues_total += batch.issues_total;
        self.issues.extend(batch.issues.into_iter().take(KEPT.saturating_sub(self.issues.len())));
    }

    /// The account as it crosses to the shells.
    pub(crate) fn into_report(mut self, plan: &ImportPlan, dry_run: bool) -> ImportReport {
        self.issues.sort_by_key(|issue| (issue.row, issue.column));
        let columns = plan.columns.iter().enumerate().map(|(column, map)| ColumnReport {
            column: map.column,
            header: map.header.clone(),
            target: map.target.clone(),
            filled: self.filled[column],
            stored: if map.target.is_some() { self.kept[column] } else { 0 },
        });
        ImportReport {
            dry_run,
            rows: self.rows,
            stored: self.stored,
            skipped: self.skipped,
            filtered: self.filtered,
            made: self.made,
            columns: columns.collect(),
            issues: self.issues,
            issues_total: self.issues_total,
            tx: None,
            seconds: 0.0,
        }
    }
}
