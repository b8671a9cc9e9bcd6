//! Import and (later) export: foreign files into records and back.
//!
//! An import walks through six rooms. [`source`] and [`csv`] turn bytes into rows; [`survey`] looks at all of them
//! once; [`mapping`] proposes where the columns go; the user's [`plan`] decides; [`stage`] copies the rows into the
//! database, so that a crash loses nothing; [`run`] turns them into records in one transaction, one undo.
//! Nothing is lost silently: every filled cell is stored or named in an issue.

mod cells;
mod compile;
pub mod csv;
mod export;
mod held;
mod lookup;
mod mapping;
mod plan;
mod preview;
mod records;
mod run;
mod source;
mod stage;
mod store;
mod survey;
mod tally;
mod targets;
mod values;
mod write;

pub use export::Figures;
pub(crate) use held::Held;
pub use mapping::apply_preset;
pub use plan::{
    ColumnMap, ColumnReport, ImportField, ImportIssue, ImportPhase, ImportPlan, ImportPreview, ImportProgress,
    ImportReport, ImportRun, ImportState, ImportTarget, IssueEffect, Where,
};
pub use run::Op;
pub use source::ImportSource;
pub use values::date::DateOrder;

use crate::error::Error;

/// A foreign file that cannot be used; rows and columns count from 1, as people do.
pub(crate) fn file_error<const N: usize>(code: &'static str, data: [(&str, u64); N]) -> Error {
    Error::File { code, data: data.into_iter().map(|(name, value)| (name.to_owned(), value.to_string())).collect() }
}

#[cfg(test)]
mod tests;
