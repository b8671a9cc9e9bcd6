//! The words of an import as they cross to the shells: what goes where, what came of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::targets::header_key;
use super::values::date::DateOrder;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::id::ImportId;

/// What the rows of a file become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportTarget {
    /// Customers, with methods, an address, tags, a parent and custom fields.
    Customers,
    /// Contacts, linked to customers by name.
    Contacts,
    /// Colleagues, with their managers.
    People,
    /// Products.
    Products,
    /// Purchases of known customers.
    Purchases,
}

impl ImportTarget {
    /// The word that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Contacts => "contacts",
            Self::People => "people",
            Self::Products => "products",
            Self::Purchases => "purchases",
        }
    }
}

/// How a file is read and where its columns go. A preview proposes one; the user changes it; the run obeys it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportPlan {
    /// A label of the Encoding Standard: `utf-8`, `gb18030`, `utf-16le`, `big5`.
    pub encoding: String,
    /// One ASCII character.
    pub delimiter: String,
    /// The first row names the columns.
    pub header_row: bool,
    /// One for each column of the file.
    pub columns: Vec<ColumnMap>,
    /// ISO 4217: the currency of amounts that name none.
    pub currency: Option<String>,
    /// How `3/4/2024` is read; when none, all date columns together decide.
    pub date_order: Option<DateOrder>,
    /// Only rows with this value in this column.
    #[serde(rename = "where")]
    pub only: Option<Where>,
    /// Customers, colleagues and products that a row names and nobody knows are made. Otherwise the cell is reported
    /// (and the row, where it cannot do without). Proposed for contacts and people, not for purchases: there an
    /// unknown name is more often a misspelling than news.
    pub create_missing: bool,
}

impl ImportPlan {
    /// Keeps only the rows whose column of this name holds the value.
    pub fn keep_where(&mut self, header: &str, value: &str) -> Result<()> {
        let key = header_key(header);
        let map = self.columns.iter().find(|map| map.header == header);
        let map = map.or_else(|| self.columns.iter().find(|map| header_key(&map.header) == key));
        let column = map.ok_or_else(|| Error::invalid("where", "unknown"))?.column;
        self.only = Some(Where { column, value: value.to_owned() });
        Ok(())
    }
}

/// Where one column goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ColumnMap {
    /// From 0.
    pub column: u32,
    /// Its name in the file, or its letter.
    pub header: String,
    /// A field of the target, `custom:new:text|number|date`, `custom:<field id>`, or none to leave it out.
    pub target: Option<String>,
}

/// A condition on the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Where {
    /// From 0.
    pub column: u32,
    /// Compared without case and width.
    pub value: String,
}

/// A first look at a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportPreview {
    /// Names the file inside the core; pages never hold a path.
    pub token: ImportId,
    /// Without its folder.
    pub file_name: String,
    /// Of the file.
    #[specta(type = specta_typescript::Number)]
    pub size_bytes: u64,
    /// What the rows become.
    pub target: ImportTarget,
    /// What would be done.
    pub plan: ImportPlan,
    /// Rows of data, without the header.
    pub rows: u32,
    /// The first 50 of them.
    pub sample: Vec<Vec<String>>,
    /// The fields a column can go to.
    pub fields: Vec<ImportField>,
    /// What should be looked at before the run.
    pub warnings: Vec<ImportIssue>,
}

/// A field of the target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ImportField {
    /// Its name on the wire.
    pub key: String,
    /// A row without it is not stored.
    pub required: bool,
}

/// What an issue cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum IssueEffect {
    /// The row was not stored.
    Row,
    /// The row was stored without this cell.
    Cell,
    /// Everything was stored; look at it.
    Note,
}

/// Something about one cell or row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ImportIssue {
    /// As a spreadsheet counts, the header is row 1.
    pub row: u32,
    /// From 0, as in [`ColumnMap`].
    pub column: Option<u32>,
    /// A word the shells translate.
    pub code: String,
    /// What the sentence needs: the value, the limit.
    pub data: BTreeMap<String, String>,
    /// What it cost.
    pub effect: IssueEffect,
}

/// Cells in and cells stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ColumnReport {
    /// From 0.
    pub column: u32,
    /// Its name in the file.
    pub header: String,
    /// Where it went.
    pub target: Option<String>,
    /// Cells with something in them, in the rows that were asked for.
    pub filled: u32,
    /// Those that were stored. The difference is in the issues, cell by cell and row by row.
    pub stored: u32,
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Nothing was kept.
    pub dry_run: bool,
    /// Rows that were asked for.
    pub rows: u32,
    /// Rows that became records.
    pub stored: u32,
    /// Rows that did not.
    pub skipped: u32,
    /// Rows the condition left out.
    pub filtered: u32,
    /// Records made because a row named them.
    pub made: u32,
    /// One for each column of the file.
    pub columns: Vec<ColumnReport>,
    /// The first 1,000.
    pub issues: Vec<ImportIssue>,
    /// All of them.
    pub issues_total: u32,
    /// The operation in the change log; none for a dry run and when nothing was stored.
    #[specta(type = Option<specta_typescript::Number>)]
    pub tx: Option<i64>,
    /// How long it took.
    #[specta(type = specta_typescript::Number)]
    pub seconds: f64,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportPhase {
    /// Bytes of the file.
    Reading,
    /// Rows, checked and (unless it is a dry run) written.
    Writing,
    /// The search index and the change log; without a number.
    Indexing,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ImportProgress {
    /// What is being done.
    pub phase: ImportPhase,
    /// Of the total.
    #[specta(type = specta_typescript::Number)]
    pub done: u64,
    /// None when it is not known.
    #[specta(type = Option<specta_typescript::Number>)]
    pub total: Option<u64>,
}

/// What became of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Its rows are read and wait: a crash or a closed window came before the run. It can be run or discarded.
    Staged,
    /// Its records are stored.
    Done,
    /// Its records were taken back.
    Undone,
}

/// One import of the past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportRun {
    /// Also the token to run it with, while it is staged.
    pub id: ImportId,
    /// What the rows became.
    pub target: ImportTarget,
    /// Without its folder.
    pub file_name: String,
    /// What became of it.
    pub state: ImportState,
    /// Rows that were read.
    pub rows: u32,
    /// Rows that became records.
    pub stored: u32,
    /// What was done, or would be.
    pub plan: ImportPlan,
    /// What came of it.
    pub report: Option<ImportReport>,
    /// The operation in the change log.
    #[specta(type = Option<specta_typescript::Number>)]
    pub tx: Option<i64>,
    /// When the file was read.
    pub started_at: Instant,
    /// When it was done.
    pub finished_at: Option<Instant>,
}
